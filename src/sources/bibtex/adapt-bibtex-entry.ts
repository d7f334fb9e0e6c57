import { monthNumber, partialDate } from '../../lib/partial-date.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { cleanName, displayName } from '../author-names.ts';
import { completeRecord } from '../complete-record.ts';
import { foundIdentifiers } from '../found-identifiers.ts';
import { localSourceId } from '../local-source-id.ts';
import type { BibtexEntry } from './parse-bibtex-block.ts';

/** @throws BrokenRecordError */
export function adaptBibtexEntry({ key, fields }: BibtexEntry): PaperRecord {
  const get = (...names: string[]): string | undefined => names.map((name) => fields.get(name)).find(Boolean);
  const eprint = get('eprint');
  const archive = get('archiveprefix', 'eprinttype')?.toLowerCase();
  const arxiv = eprint && (archive === undefined || archive === 'arxiv') ? `arxiv:${eprint}` : undefined;
  const raw = {
    title: get('title'),
    abstract: get('abstract'),
    authors: splitNames(get('author', 'editor') ?? ''),
    publishedOn: get('date') ?? dateOf(get('year'), get('month'), get('day')),
    categories: get('primaryclass') ? [get('primaryclass') ?? ''] : undefined,
    venue: get('journal', 'journaltitle', 'booktitle', 'school', 'institution', 'publisher'),
    comment: get('note', 'comment', 'annote'),
    ...foundIdentifiers(arxiv, get('doi'), get('url'), get('journal')?.replace(/^arXiv preprint\s+/i, '')),
    links: { page: get('url')?.replace(/\\([_%&#~])/g, '$1'), pdf: get('pdf'), code: get('code') },
  };
  return completeRecord({ ...raw, source: 'bibtex', sourceId: localSourceId(raw, key) });
}

/** `A and B and {C and D, Inc.} and others`: "and" inside braces parts nobody. */
export function splitNames(list: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let start = 0;
  for (const found of list.matchAll(/[{}]|\s+and\s+/gi)) {
    if (found[0] === '{') depth += 1;
    else if (found[0] === '}') depth -= 1;
    else if (depth === 0) {
      names.push(list.slice(start, found.index));
      start = found.index + found[0].length;
    }
  }
  names.push(list.slice(start));
  return names.filter((name) => name.trim() !== 'others').map(readName);
}

function readName(name: string): string {
  const literal = /^\s*\{([^{}]*)\}\s*$/.exec(name)?.[1];
  return literal === undefined
    ? cleanName(name)
    : displayName({ family: literal.replaceAll(',', '\u201a') }).replaceAll('\u201a', ',');
}

function dateOf(year?: string, month?: string, day?: string): string | undefined {
  const digits = /\d{4}/.exec(year ?? '')?.[0];
  if (digits === undefined) return undefined;
  return partialDate(Number(digits), monthNumber(month), day === undefined ? undefined : Number(day));
}
