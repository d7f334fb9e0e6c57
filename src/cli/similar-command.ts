import { paperJson } from '../papers/paper-json.ts';
import { findSimilarTo, MAX_SIMILAR_TO } from '../search/similar/find-similar-to.ts';
import { WrongUseError, type Command } from './command.ts';
import { parseCount, parseOptions } from './parse-options.ts';
import { writePaperRow } from './write-paper.ts';

/** Lists papers like one or several. */
export const similarCommand: Command = {
  name: 'similar',
  summary: 'list papers like one or several',
  usage: `Usage: bin/offprint similar ID... [--limit N] [--json]

Lists papers like these (at most ${MAX_SIMILAR_TO}) taken together: near in meaning or sharing rare words, without these
themselves and without the same text twice. An ID is an arXiv id, DOI, ACL id, OpenReview id, or an address with one.

  --limit N   at most N papers, 1 to 100 (default 10)
  --json      print the answer as the API does (GET /api/v1/similar?ids=)

Exit codes: 0 something was found (an ID that is not here is reported and left out), 1 nothing, 2 wrong use.
`,
  async run({ database, search, stdout, stderr }, args) {
    const { values, positionals } = parseOptions(args, {
      limit: { type: 'string', default: '10' },
      json: { type: 'boolean' },
    });
    if (positionals.length === 0) throw new WrongUseError('similar needs an ID');
    if (positionals.length > MAX_SIMILAR_TO)
      throw new WrongUseError(`similar takes at most ${MAX_SIMILAR_TO} IDs`);
    const limit = parseCount('--limit', values.limit, { min: 1, max: 100 });
    const opened = { database: await database(), search: await search() };
    const { hits, missing } = await findSimilarTo(opened, positionals, limit);
    for (const id of missing)
      stderr.write(`No paper "${id}" here; bin/offprint search finds papers by words.\n`);
    if (values.json) {
      const papers = hits.map((hit) => ({ ...hit, paper: paperJson(hit.paper) }));
      stdout.write(`${JSON.stringify({ hits: papers, missing }, null, 2)}\n`);
    } else hits.forEach(({ paper }, index) => writePaperRow(stdout, paper, index + 1));
    if (hits.length === 0 && missing.length < positionals.length) stderr.write('Nothing like it is here.\n');
    return hits.length === 0 ? 1 : 0;
  },
};
