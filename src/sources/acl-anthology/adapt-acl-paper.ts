import { monthNumber, partialDate } from '../../lib/partial-date.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { parseAclId } from '../../papers/acl-id.ts';
import { displayName } from '../author-names.ts';
import { completeRecord } from '../complete-record.ts';
import { BrokenRecordError } from '../file-format.ts';
import type { AclPaper } from './acl-papers.ts';

/** @throws BrokenRecordError */
export function adaptAclPaper(paper: AclPaper): PaperRecord {
  const aclId = parseAclId(anthologyId(paper));
  if (!aclId) throw new BrokenRecordError('its collection, volume or paper has no proper id');
  return completeRecord({
    source: 'acl',
    sourceId: aclId,
    aclId,
    title: paper.title,
    abstract: paper.abstract,
    authors: paper.authors.map(displayName),
    publishedOn: partialDate(Number(paper.year), monthNumber(paper.month)),
    venue: paper.booktitle,
    doi: paper.doi.trim(),
    links: {
      page: `https://aclanthology.org/${aclId}/`,
      pdf: `https://aclanthology.org/${aclId}.pdf`,
      code: paper.code,
    },
  });
}

/**
 * `2023.acl-long.1`; until 2019 four digits, of which workshops (and a few others) give two to the volume and the rest
 * one: `P18-1001`, `W18-0301`. See https://aclanthology.org/info/ids/.
 */
function anthologyId({ collectionId, volumeId, paperId }: AclPaper): string {
  if (/^\d/.test(collectionId)) return `${collectionId}-${volumeId}.${paperId}`;
  const hasLongVolume =
    collectionId.startsWith('W') ||
    collectionId === 'C69' ||
    (collectionId === 'D19' && Number(volumeId) >= 5);
  const volumeDigits = hasLongVolume ? 2 : 1;
  return `${collectionId}-${volumeId.padStart(volumeDigits, '0')}${paperId.padStart(4 - volumeDigits, '0')}`;
}
