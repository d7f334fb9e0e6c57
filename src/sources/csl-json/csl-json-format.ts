import { readJsonObjects, type JsonText } from '../../lib/json-objects.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { adaptRecord, BrokenRecordError, type FileFormat } from '../file-format.ts';
import { parseJsonRecord } from '../json-lines.ts';
import { adaptCslItem } from './adapt-csl-item.ts';

const MAX_ITEM_LENGTH = 4 * 1024 * 1024;

/**
 * CSL-JSON: an array of citation items, as Zotero, pandoc and doi.org give it; also items one after another.
 * See https://docs.citationstyles.org/en/stable/specification.html.
 */
export const cslJsonFormat: FileFormat = {
  name: 'CSL-JSON',
  recognises: (head) => /^\s*(?:\[\s*)?\{/.test(head) && /"title"\s*:/.test(head) && OWN_KEYS.test(head),
  async *read(text) {
    for await (const item of readJsonObjects(text, { maxLength: MAX_ITEM_LENGTH })) {
      yield adaptRecord({ line: item.line }, () => adaptItem(item));
    }
  },
};

/** No other JSON of papers that Offprint reads has these. */
const OWN_KEYS = /"(?:issued|container-title|DOI|citation-key)"\s*:|"family"\s*:/;

function adaptItem({ text, fault }: JsonText): PaperRecord {
  if (fault === 'too long') throw new BrokenRecordError('the item is far too long');
  if (fault === 'not closed') throw new BrokenRecordError('the file ends within the item');
  return adaptCslItem(parseJsonRecord(text));
}
