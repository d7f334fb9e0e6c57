import { readXml } from '../../lib/read-xml.ts';
import { adaptRecord, type FileFormat, type FileItem } from '../file-format.ts';
import { adaptAclPaper } from './adapt-acl-paper.ts';
import { createAclCollector, type AclPaper } from './acl-papers.ts';

/** The ACL Anthology's own XML, one collection a file. See https://github.com/acl-org/acl-anthology. */
export const aclAnthologyFormat: FileFormat = {
  name: 'ACL Anthology XML',
  recognises: (head) => /^\s*<[?!a-z]/i.test(head) && /<collection\s[^>]*\bid\s*=/.test(head),
  read: (text) =>
    readXml<FileItem>(text, (emit) => ({
      ...createAclCollector((paper) => emit(itemOf(paper))),
      fault: (problem) => emit({ problem }),
    })),
};

function itemOf(paper: AclPaper): FileItem {
  const entry = `${paper.collectionId}-${paper.volumeId}.${paper.paperId}`;
  return adaptRecord({ line: paper.line, entry }, () => adaptAclPaper(paper));
}
