import { searchResultJson } from '../papers/paper-json.ts';
import { WrongUseError, type Command } from './command.ts';
import { parseCount, parseOptions } from './parse-options.ts';
import { writePaperRow } from './write-paper.ts';

/** Searches from the terminal, with the same answer as the site. */
export const searchCommand: Command = {
  name: 'search',
  summary: 'search the papers',
  usage: `Usage: bin/offprint search QUERY [--limit N] [--cursor CURSOR] [--json]

Searches titles, abstracts, authors and categories; the query may be several words.

  --limit N         at most N papers, 1 to 100 (default 10)
  --cursor CURSOR   go on where an earlier answer ended (its "next")
  --json            print the answer as the API does (GET /api/v1/search)

Exit codes: 0 something was found, 1 nothing was found, 2 wrong use.
`,
  async run({ search, stdout, stderr }, args) {
    const { values, positionals } = parseOptions(args, {
      limit: { type: 'string', default: '10' },
      cursor: { type: 'string' },
      json: { type: 'boolean' },
    });
    const text = positionals.join(' ').trim();
    if (!text) throw new WrongUseError('search needs a QUERY');
    const limit = parseCount('--limit', values.limit, { min: 1, max: 100 });
    const cursor = values.cursor === undefined ? {} : { cursor: values.cursor };
    const result = await (await search()).search({ text, limit, ...cursor });
    if (values.json) {
      stdout.write(`${JSON.stringify(searchResultJson(result), null, 2)}\n`);
    } else if (result.hits.length === 0) {
      stderr.write(`Nothing found for "${text}". Try fewer or other words.\n`);
    } else {
      stdout.write(`${result.total} papers match "${text}".\n\n`);
      result.hits.forEach(({ paper }, index) => writePaperRow(stdout, paper, index + 1));
      if (result.next) stdout.write(`More: --cursor ${result.next}\n`);
    }
    return result.hits.length === 0 ? 1 : 0;
  },
};
