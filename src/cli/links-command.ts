import { judgeLink, listLinkReports, type LinkVerdict } from '../papers/link-reports.ts';
import { WrongUseError, type Command } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** Judges the code and project links that readers reported as wrong. */
export const linksCommand: Command = {
  name: 'links',
  summary: 'judge links that readers reported as wrong',
  usage: `Usage: bin/offprint links [--all]
       bin/offprint links hide NUMBER
       bin/offprint links keep NUMBER

Lists the reported links that are not judged yet: number, paper, address, how often it was reported. hide takes the link
and the stars counted behind it from the paper, for good; keep leaves it, or brings it back. The last word counts.

  --all   those that are judged as well

Exit codes: 0 done, 1 no report of this number, 2 wrong use.
`,
  async run({ database, clock, stdout, stderr }, args) {
    const { values, positionals } = parseOptions(args, { all: { type: 'boolean' } });
    const [verb, number, ...rest] = positionals;
    if (verb === undefined) {
      for (const report of await listLinkReports(await database(), values.all ? 'all' : 'open')) {
        const { id, public_id, url, report_count, verdict } = report;
        stdout.write(`${id}  ${public_id}  ${url}  reported ${report_count} times, ${verdict}\n`);
      }
      return 0;
    }
    const verdict = verdicts[verb];
    if (!verdict || !/^\d{1,12}$/.test(number ?? '') || rest.length > 0)
      throw new WrongUseError('links takes hide or keep and the NUMBER of a report');
    const report = await judgeLink(await database(), clock, { id: Number(number), verdict });
    if (report) stdout.write(`${report.url} of ${report.public_id} is ${verdict}\n`);
    else stderr.write(`There is no report ${number}; bin/offprint links --all lists them.\n`);
    return report ? 0 : 1;
  },
};

const verdicts: { [verb: string]: LinkVerdict | undefined } = { hide: 'hidden', keep: 'kept' };
