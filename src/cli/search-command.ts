import { givenFilterNames, readGivenFilters } from '../search/query/given-filters.ts';
import { describeTotal } from '../search/results/describe-total.ts';
import { searchResultJson } from '../search/search-result-json.ts';
import { sortOrders, type HitExplanation } from '../search/search.ts';
import { WrongUseError, type Command, type TextOutput } from './command.ts';
import { parseCount, parseOptions } from './parse-options.ts';
import { writePaperRow } from './write-paper.ts';

/** Searches from the terminal, with the same answer as the site. */
export const searchCommand: Command = {
  name: 'search',
  summary: 'search the papers',
  usage: `Usage: bin/offprint search QUERY [--limit N] [--cursor CURSOR] [--json] [filters]

Searches titles, abstracts, authors and categories. Besides words a QUERY may have "an exact phrase" (quote it for the
shell too), -without, title:word, abstract:word, author:name, venue:name, category:cs.CL, from:2024-05, to:2024,
has:code; an arXiv id, DOI or address finds that paper.

  --author NAME, --venue NAME, --category CATEGORY, --field CATEGORY (the primary one), --from DATE, --to DATE,
  --has code        the same filters as options
  --limit N         at most N papers, 1 to 100 (default 10)
  --cursor CURSOR   go on where an earlier answer ended (its "next")
  --sort newest     papers that have all the words, newest first (default: relevance); --sort trending: those with the
                    highest trending score first
  --explain         say of each paper which words count how much, and where they stand
  --as-typed        correct no spelling
  --json            print the answer as the API does (GET /api/v1/search)

Exit codes: 0 something was found, 1 nothing was found, 2 wrong use.
`,
  async run({ search, stdout, stderr }, args) {
    const filterOptions = Object.fromEntries(
      givenFilterNames.map((name) => [name, { type: 'string' as const }]),
    );
    const { values, positionals } = parseOptions(args, {
      limit: { type: 'string', default: '10' },
      cursor: { type: 'string' },
      sort: { type: 'string', default: 'relevance' },
      explain: { type: 'boolean', default: false },
      'as-typed': { type: 'boolean', default: false },
      json: { type: 'boolean' },
      ...filterOptions,
    });
    const filters = readGivenFilters((name) => {
      const value: unknown = values[name as keyof typeof values];
      return typeof value === 'string' ? value : undefined;
    });
    const text = positionals.join(' ').trim();
    if (!text && Object.keys(filters).length === 0) throw new WrongUseError('search needs a QUERY');
    const limit = parseCount('--limit', values.limit, { min: 1, max: 100 });
    const cursor = values.cursor === undefined ? {} : { cursor: values.cursor };
    const sort = sortOrders.find((order) => order === values.sort);
    if (!sort) throw new WrongUseError(`--sort is one of ${sortOrders.join(', ')}, not "${values.sort}"`);
    const { explain, 'as-typed': asTyped } = values;
    const result = await (
      await search()
    ).search({
      text,
      filters,
      limit,
      sort,
      explain,
      asTyped,
      facets: values.json === true,
      related: values.json === true,
      ...cursor,
    });
    const { correction } = result;
    if (correction) {
      const verb = correction.isApplied ? 'Showing results for' : 'Did you mean';
      stderr.write(`${verb}: ${correction.text}\n`);
    }
    for (const note of result.notes) stderr.write(`${note}\n`);
    if (values.json) {
      stdout.write(`${JSON.stringify(searchResultJson(result), null, 2)}\n`);
    } else if (result.hits.length === 0) {
      stderr.write(`Nothing found for “${text}”. Try fewer or other words.\n`);
    } else {
      stdout.write(`${describeTotal(result.total, text)}\n\n`);
      result.hits.forEach(({ paper, score, why }, index) => {
        writePaperRow(stdout, paper, index + 1);
        if (why) writeExplanation(stdout, score, why);
      });
      if (result.next) stdout.write(`More: --cursor ${result.next}\n`);
    }
    return result.hits.length === 0 ? 1 : 0;
  },
};

const places = ['title', 'abstract', 'authors', 'venue'] as const;

/** One line a word: what it adds to the score, and in which fields. */
function writeExplanation(
  output: TextOutput,
  score: number,
  { words, coordination, title, meaning }: HitExplanation,
): void {
  const number = (value: number): string => value.toFixed(2).padStart(6);
  const lines = words.map((part) => {
    const where = places
      .filter((place) => part[place] > 0)
      .map((place) => `${place} ${part[place].toFixed(2)}`);
    return `${number(part.score)}  ${part.word}: ${where.join(', ')}`;
  });
  if (title > 0) lines.push(`${number(title)}  the title is the query`);
  if (meaning > 0) lines.push(`${number(meaning)}  near to the query in meaning`);
  const share = coordination < 1 ? `, all times ${coordination.toFixed(2)} for the words it has` : '';
  output.write(
    [`    score ${score.toFixed(2)}${share}`, ...lines.map((line) => `    ${line}`)].join('\n') + '\n\n',
  );
}
