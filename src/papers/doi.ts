/**
 * Reads a bare DOI, in lower case: DOIs are compared without regard to case (DOI Handbook, 2.4). Punctuation that
 * belongs to the sentence around it is dropped; a closing bracket stays where its opening one is part of the DOI.
 */
export function parseDoi(text: string): string | undefined {
  const match = /^10\.\d{4,9}(?:\.\d+)*\/\S{1,300}$/.exec(text);
  if (!match) return undefined;
  const doi = dropTrailingPunctuation(match[0]).toLowerCase();
  return doi.endsWith('/') ? undefined : doi;
}

/** `10.48550/arXiv.2310.16390`: the identifier inside a DOI that arXiv itself gave. */
export function arxivIdInDoi(doi: string): string | undefined {
  return /^10\.48550\/arxiv\.(.+)$/i.exec(doi)?.[1];
}

const CLOSING: { [close: string]: string } = { ')': '(', ']': '[', '}': '{', '>': '<' };

function dropTrailingPunctuation(text: string): string {
  let end = text.length;
  while (end > 0) {
    const last = text.charAt(end - 1);
    const open = CLOSING[last];
    const isStray = open
      ? count(text.slice(0, end), open) < count(text.slice(0, end), last)
      : '.,;:!?"\'”’'.includes(last);
    if (!isStray) break;
    end -= 1;
  }
  return text.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
