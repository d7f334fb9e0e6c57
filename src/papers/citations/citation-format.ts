import { letOthersIn } from '../../lib/let-others-in.ts';
import type { Paper } from '../paper.ts';

/** A format that reference managers read. */
export interface CitationFormat {
  /** Without its encoding, which is UTF-8. */
  mediaType: string;
  /** Without a dot: `bib`. */
  extension: string;
  /** What stands before the first paper, between two, and after the last. */
  open: string;
  between: string;
  close: string;
  /** Writes the papers of one export, one after the other; keys are unique within it. Never throws. */
  createWriter(): (paper: Paper) => string;
}

/** Some papers in one text. */
export function citationsOf(format: CitationFormat, papers: readonly Paper[]): string {
  return format.open + papers.map(format.createWriter()).join(format.between) + format.close;
}

/** They take some 3 ms. */
const PAPERS_PER_PIECE = 50;

/** Any number of papers, a page at a time, in the memory of one page. */
export async function* streamCitations(
  format: CitationFormat,
  pages: AsyncIterable<readonly Paper[]>,
): AsyncGenerator<string> {
  const write = format.createWriter();
  let before = '';
  yield format.open;
  for await (const papers of pages) {
    for (let start = 0; start < papers.length; start += PAPERS_PER_PIECE) {
      await letOthersIn();
      const some = papers.slice(start, start + PAPERS_PER_PIECE);
      yield before + some.map(write).join(format.between);
      before = format.between;
    }
  }
  yield format.close;
}
