import {
  listNewestComments,
  setCommentHidden,
  type ModeratedComment,
} from '../accounts/moderate-comments.ts';
import { WrongUseError, type Command, type CommandContext } from './command.ts';
import { parseCount, parseOptions } from './parse-options.ts';

/** Lets the operator read the newest comments, and hide those that have no place. */
export const commentsCommand: Command = {
  name: 'comments',
  summary: 'list readers’ comments, hide one, show it again',
  usage: `Usage: bin/offprint comments list [--limit N]
       bin/offprint comments hide NUMBER
       bin/offprint comments show NUMBER

list      prints the newest comments with their numbers, their authors' addresses and papers
hide      hides a comment from everybody but its author
show      shows it again

  --limit N   at most N comments, 1 to 1000 (default 20)

Exit codes: 0 done, 1 no such comment, 2 wrong use.
`,
  async run(context, args) {
    const { values, positionals } = parseOptions(args, { limit: { type: 'string' } });
    const [verb, number, ...rest] = positionals;
    if (verb === 'list' && number === undefined) {
      return list(context, parseCount('--limit', values.limit ?? '20', { min: 1, max: 1_000 }));
    }
    if ((verb !== 'hide' && verb !== 'show') || number === undefined || rest.length > 0) {
      throw new WrongUseError('comments takes list, hide NUMBER or show NUMBER');
    }
    const id = parseCount('NUMBER', number, { min: 1, max: Number.MAX_SAFE_INTEGER });
    const tools = { database: await context.database(), clock: context.clock };
    if (await setCommentHidden(tools, id, { isHidden: verb === 'hide' })) {
      context.stdout.write(`Comment ${id} is ${verb === 'hide' ? 'hidden' : 'shown'}.\n`);
      return 0;
    }
    context.stderr.write(`There is no comment ${id}; bin/offprint comments list prints those there are.\n`);
    return 1;
  },
};

async function list({ database, stdout }: CommandContext, limit: number): Promise<0> {
  const comments = await listNewestComments(await database(), { limit });
  if (comments.length === 0) stdout.write('There are no comments.\n');
  for (const comment of comments) stdout.write(describe(comment));
  return 0;
}

function describe({ id, paper, author, address, text, writtenAt, hiddenAt }: ModeratedComment): string {
  const lines = text.split('\n').map((line) => `    ${line}\n`);
  const name = author || 'a reader';
  return `${id}  ${writtenAt}  ${paper}  ${name} <${address}>${hiddenAt ? '  hidden' : ''}\n${lines.join('')}`;
}
