/**
 * The lasting path of a paper's page: `arxiv:hep-th/9901001` -> `/papers/arxiv:hep-th/9901001`. Colons and slashes are
 * legal in a path and readable, but a part of nothing but dots would be taken for a step up, even as `%2E`; its slash
 * is encoded, which leaves no such part.
 */
export function paperAddress(publicId: string): string {
  const encoded = encodeURIComponent(publicId.replace(/\p{Surrogate}/gu, ''));
  return `/papers/${encoded.replaceAll('%3A', ':').replace(/%2F(?!\.{1,2}(?:%2F|$))/g, '/')}`;
}
