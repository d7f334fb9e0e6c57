import type { Source, SourcePage } from '../../src/sources/source.ts';

export interface ScriptedSource extends Source {
  /** The contexts of the runs there were. */
  asked: { cursor: string | undefined; since: string | undefined; categories: readonly string[] }[];
}

/** A source that gives pages from memory; the cursor is the number of the page to go on with. */
export function scriptedSource(
  pages: (Partial<SourcePage> | (() => Partial<SourcePage> | Promise<Partial<SourcePage>>))[],
  { name = 'arxiv' }: { name?: string } = {},
): ScriptedSource {
  const asked: ScriptedSource['asked'] = [];
  return {
    asked,
    ...{ name, title: name === 'arxiv' ? 'arXiv' : name },
    politeness: { bucket: name, hosts: ['source.test'], intervalMs: 3_000 },
    schedule: { pattern: '30 0 * * *', zone: 'America/New_York' },
    async *fetch({ cursor, since, categories }) {
      asked.push({ cursor, since, categories });
      for (let index = Number(cursor ?? 0); index < pages.length; index++) {
        const page = pages[index]!;
        const given = typeof page === 'function' ? await page() : page;
        yield { records: [], problems: [], cursor: String(index + 1), ...given };
      }
    },
  };
}
