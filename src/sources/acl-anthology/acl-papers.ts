import type { XmlHandlers } from '../../lib/read-xml.ts';
import type { NameParts } from '../author-names.ts';

/** A `<paper>` with what its `<volume>` says of all of them. Texts are as written, mathematics as `$...$`. */
export interface AclPaper {
  /** `2023.acl` or, until 2019, `P18`. */
  collectionId: string;
  volumeId: string;
  paperId: string;
  title: string;
  abstract: string;
  doi: string;
  code: string;
  authors: NameParts[];
  booktitle: string;
  year: string;
  month: string;
  /** Where it closes, counted from 1. */
  line: number;
}

const MAX_TEXT_LENGTH = 100_000;
const MAX_AUTHORS = 10_000;

/** Gathers papers from the XML's tags, and hands each on when it closes. */
export function createAclCollector(onPaper: (paper: AclPaper) => void): Omit<XmlHandlers, 'fault'> {
  let collectionId = '';
  let volume = { volumeId: '', booktitle: '', year: '', month: '' };
  let paper: Omit<AclPaper, 'collectionId' | 'line' | keyof typeof volume> | undefined;
  let author: { family: string; given: string } | undefined;
  const path: string[] = [];

  /** Where text that stands directly here, or in markup within it, belongs. */
  const append = (text: string): void => {
    const [part, inner] = paper ? path.slice(3) : path.slice(2);
    if (!paper) {
      if (part === 'meta' && (inner === 'booktitle' || inner === 'year' || inner === 'month'))
        volume[inner] = join(volume[inner], text);
    } else if (author) {
      if (inner === 'last') author.family = join(author.family, text);
      if (inner === 'first') author.given = join(author.given, text);
    } else if (part === 'title' || part === 'abstract' || part === 'doi')
      paper[part] = join(paper[part], text);
  };

  return {
    open(name, attributes) {
      path.push(name);
      const depth = path.length;
      if (depth === 1) collectionId = attributes.id ?? '';
      if (depth === 2) volume = { volumeId: attributes.id ?? '', booktitle: '', year: '', month: '' };
      if (depth === 3 && name === 'paper') {
        paper = { paperId: attributes.id ?? '', title: '', abstract: '', doi: '', code: '', authors: [] };
      }
      if (paper && depth === 4 && name === 'author') author = { family: '', given: '' };
      if (paper && depth === 4 && name === 'pwccode') paper.code = attributes.url ?? '';
      if (name === 'tex-math') append('$');
    },
    text: append,
    close(name, line) {
      if (name === 'tex-math') append('$');
      path.pop();
      if (paper && author && name === 'author' && path.length === 3) {
        if (paper.authors.length < MAX_AUTHORS) paper.authors.push(author);
        author = undefined;
      }
      if (paper && name === 'paper' && path.length === 2) {
        onPaper({ collectionId, ...volume, ...paper, line });
        paper = undefined;
        author = undefined;
      }
    },
  };
}

function join(begun: string, text: string): string {
  return begun.length > MAX_TEXT_LENGTH ? begun : begun + text;
}
