import { mathToText } from '../../lib/math-to-text.ts';
import type { Paper } from '../paper.ts';
import { citedPaper } from './cited-paper.ts';

/** More would make a list heavy; reference managers complete the rest from the identifier. */
const MAX_AUTHORS = 10;

/**
 * A paper as an OpenURL ContextObject (ANSI/NISO Z39.88), for the `title` of a COinS element: what lets a reference
 * manager take several papers from a list at once.
 */
export function contextObject(paper: Paper): string {
  const { kind, date, doi, venue, url } = citedPaper(paper);
  const day =
    date && [date.year, date.month, date.day].flatMap((part) => (part ? String(part).padStart(2, '0') : []));
  const authors = paper.authors.slice(0, MAX_AUTHORS);
  const title = mathToText(paper.title);
  const isIn = (name: 'journal' | 'conference'): boolean =>
    kind === name && venue !== null && venue !== undefined;
  const pairs: [name: string, value: string | undefined][] = [
    ['url_ver', 'Z39.88-2004'],
    ['ctx_ver', 'Z39.88-2004'],
    ...(isIn('journal')
      ? ([
          ['rft_val_fmt', `${FORMATS}journal`],
          ['rft.genre', 'article'],
          ['rft.atitle', title],
          ['rft.jtitle', mathToText(venue ?? '')],
          ...authors.map((name) => ['rft.au', name]),
        ] as [string, string][])
      : isIn('conference')
        ? ([
            ['rft_val_fmt', `${FORMATS}book`],
            ['rft.genre', 'proceeding'],
            ['rft.atitle', title],
            ['rft.btitle', mathToText(venue ?? '')],
            ...authors.map((name) => ['rft.au', name]),
          ] as [string, string][])
        : ([
            ['rft_val_fmt', `${FORMATS}dc`],
            ['rft.type', 'preprint'],
            ['rft.title', title],
            ...authors.map((name) => ['rft.creator', name]),
            ['rft.identifier', url],
          ] as [string, string | undefined][])),
    ['rft.date', day?.join('-')],
    ['rft_id', doi && `info:doi/${doi}`],
  ];
  const given = pairs.filter((pair): pair is [string, string] => Boolean(pair[1]));
  return new URLSearchParams(given).toString();
}

const FORMATS = 'info:ofi/fmt:kev:mtx:';
