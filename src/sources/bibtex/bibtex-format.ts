import { adaptRecord, type FileFormat } from '../file-format.ts';
import { adaptBibtexEntry } from './adapt-bibtex-entry.ts';
import { readBibtexEntries } from './bibtex-entries.ts';

/** BibTeX and BibLaTeX, as reference managers and publishers write it. See https://www.ctan.org/pkg/bibtex. */
export const bibtexFormat: FileFormat = {
  name: 'BibTeX',
  recognises: (head) => /^\s*@\s*[a-z]+\s*[{(]\s*[^\s,{}]*\s*[,=]/im.test(head) && !/^\s*[<[]/.test(head),
  async *read(text) {
    for await (const item of readBibtexEntries(text)) {
      if ('problem' in item) yield item;
      else
        yield adaptRecord({ line: item.entry.line, entry: item.entry.key }, () =>
          adaptBibtexEntry(item.entry),
        );
    }
  },
};
