import { parsePartialDate } from '../../lib/partial-date.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { cleanName } from '../author-names.ts';
import { completeRecord } from '../complete-record.ts';
import { adaptRecord, BrokenRecordError, type FileFormat } from '../file-format.ts';
import { foundIdentifiers } from '../found-identifiers.ts';
import { localSourceId } from '../local-source-id.ts';
import { readRisRecords, type RisRecord } from './ris-records.ts';

/** RIS, the tagged format of reference managers. See https://en.wikipedia.org/wiki/RIS_(file_format). */
export const risFormat: FileFormat = {
  name: 'RIS',
  recognises: (head) => /^\s*TY {1,2}- /.test(head),
  async *read(text) {
    for await (const record of readRisRecords(text)) {
      yield adaptRecord({ line: record.line }, () => adaptRisRecord(record));
    }
  },
};

function adaptRisRecord({ tags, isTooLong }: RisRecord): PaperRecord {
  if (isTooLong) throw new BrokenRecordError('the record is far too long');
  const get = (...names: string[]): string | undefined =>
    names.map((name) => tags.get(name)?.[0]).find(Boolean);
  const all = (...names: string[]): string[] =>
    names.map((name) => tags.get(name) ?? []).find(({ length }) => length > 0) ?? [];
  const raw = {
    title: get('TI', 'T1', 'CT'),
    abstract: get('AB', 'N2'),
    authors: all('AU', 'A1', 'A2', 'ED').map(cleanName),
    publishedOn: mostExact(get('DA'), get('Y1'), get('PY')),
    venue: get('T2', 'JO', 'JF', 'JA', 'BT', 'PB'),
    comment: get('N1'),
    ...foundIdentifiers(get('DO'), ...(tags.get('UR') ?? []).slice(0, 20), get('M1'), get('AN')),
    links: { page: get('UR'), pdf: get('L1') },
  };
  return completeRecord({ ...raw, source: 'ris', sourceId: localSourceId(raw, get('ID')) });
}

/** `PY` holds the year alone and `DA` the day, or only a part of it. */
function mostExact(...dates: (string | undefined)[]): string | undefined {
  return dates
    .map((date) => parsePartialDate(date))
    .reduce((best, date) => ((date?.length ?? 0) > (best?.length ?? 0) ? date : best), undefined);
}
