import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { IndexablePaper } from '../../src/search/segments/indexable-paper.ts';

interface Line {
  title: string;
  abstract?: string;
  authors?: string[];
  categories?: string[];
  venue?: string;
  published?: string;
  code_url?: string;
}

/** The first papers of gzipped JSON lines, numbered from 1. */
export async function readPapers(paths: string[], limit: number): Promise<IndexablePaper[]> {
  const papers: IndexablePaper[] = [];
  for (const path of paths) {
    const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
    for await (const text of lines) {
      if (papers.length === limit) break;
      const line = JSON.parse(text) as Line;
      papers.push({
        id: papers.length + 1,
        title: line.title,
        abstract: line.abstract ?? '',
        authors: line.authors ?? [],
        categories: line.categories ?? [],
        venue: line.venue ?? null,
        publishedOn: line.published ?? null,
        hasCode: line.code_url !== undefined,
      });
    }
  }
  return papers;
}
