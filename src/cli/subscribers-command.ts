import { allowAddress, listSubscribers, removeSubscriber, suppressAddress } from '../digests/subscribers.ts';
import { WrongUseError, type Command, type CommandContext } from './command.ts';
import { parseOptions } from './parse-options.ts';

const PAGE = 500;

/** What an operator may do to single subscriptions. The one place that prints addresses. */
export const subscribersCommand: Command = {
  name: 'subscribers',
  summary: 'list subscriptions; suppress, allow or remove an address',
  usage: `Usage: bin/offprint subscribers list
       bin/offprint subscribers suppress | allow | remove ADDRESS

list       prints every subscription: state, since when, address, and why it gets no mails.
suppress   no mail goes to the address any more, even if it asks for a subscription.
allow      takes the address off the list of suppressed ones; to get mails it must ask again.
remove     deletes all that is known of the address. That it is suppressed stays known, by a hash.

Exit codes: 0 done, 1 no such address, 2 wrong use.
`,
  async run(context, args) {
    const [verb, address, ...rest] = parseOptions(args, {}).positionals;
    if (verb === 'list' && address === undefined) return list(context);
    if (address === undefined || rest.length > 0) {
      throw new WrongUseError('subscribers takes list, or one of suppress, allow and remove with an address');
    }
    const digests = await context.digests();
    const acts: { [verb: string]: () => Promise<boolean> } = {
      suppress: () => suppressAddress(digests, address),
      allow: () => allowAddress(digests, address),
      remove: () => removeSubscriber(digests.database, address),
    };
    const act = acts[verb ?? ''];
    if (!act) throw new WrongUseError(`subscribers knows no word "${verb}"`);
    const isDone = await act();
    context.stdout.write(
      isDone ? `Done: ${verb} ${address}.\n` : `Nothing to ${verb}: ${address} is not there.\n`,
    );
    return isDone ? 0 : 1;
  },
};

async function list({ digests, stdout, signal }: CommandContext): Promise<0> {
  const context = await digests();
  let afterId = 0;
  for (;;) {
    const page = await listSubscribers(context, { afterId, limit: PAGE });
    for (const { state, since, address, detail } of page) {
      stdout.write(
        `${state.padEnd(10)}  ${since.slice(0, 10)}  ${address}${detail ? `  (${detail})` : ''}\n`,
      );
    }
    const last = page.at(-1);
    if (!last || signal.aborted) return 0;
    afterId = last.id;
  }
}
