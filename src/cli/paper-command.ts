import { findPaperByPublicId } from '../papers/paper-store.ts';
import { paperJson } from '../papers/paper-json.ts';
import { WrongUseError, type Command } from './command.ts';
import { parseOptions } from './parse-options.ts';
import { writePaper } from './write-paper.ts';

/** Shows one paper. */
export const paperCommand: Command = {
  name: 'paper',
  summary: 'show one paper',
  usage: `Usage: bin/offprint paper ID [--json]

Shows the paper with this identifier: an arXiv id, DOI, ACL id, OpenReview id, or an address that holds one.

  --json   print it as the API does (GET /api/v1/papers/ID)

Exit codes: 0 shown, 1 no such paper, 2 wrong use.
`,
  async run({ database, stdout, stderr }, args) {
    const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } });
    const [id, ...rest] = positionals;
    if (id === undefined || rest.length > 0) throw new WrongUseError('paper takes exactly one ID');
    const paper = await findPaperByPublicId(await database(), id);
    if (!paper) {
      stderr.write(`No paper "${id}" here; bin/offprint search finds papers by words.\n`);
      return 1;
    }
    if (values.json) stdout.write(`${JSON.stringify(paperJson(paper), null, 2)}\n`);
    else writePaper(stdout, paper);
    return 0;
  },
};
