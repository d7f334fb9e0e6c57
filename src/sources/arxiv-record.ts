import { parseArxivId, mendArxivId } from '../papers/arxiv-id.ts';
import type { PaperRecord } from '../papers/paper.ts';
import { completeRecord, type RawRecord } from './complete-record.ts';
import { BrokenRecordError } from './file-format.ts';

/**
 * A record of a paper at arXiv, whichever file or service told of it: all of them are the same record, whose source
 * is `arxiv` and whose key is the identifier without version.
 * @throws BrokenRecordError where the identifier is none of arXiv's.
 */
export function arxivRecord(
  id: string,
  raw: Omit<RawRecord, 'source' | 'sourceId' | 'arxivId'>,
): PaperRecord {
  const parsed = parseArxivId(mendArxivId(id.trim()));
  if (!parsed) throw new BrokenRecordError(`"${id.slice(0, 80)}" is no arXiv identifier`);
  return completeRecord({
    ...raw,
    source: 'arxiv',
    sourceId: parsed.value,
    arxivId: parsed.value,
    version: raw.version ?? parsed.version,
    links: {
      ...raw.links,
      page: `https://arxiv.org/abs/${parsed.value}`,
      pdf: `https://arxiv.org/pdf/${parsed.value}`,
    },
  });
}
