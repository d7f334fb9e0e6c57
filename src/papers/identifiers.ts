/** A paper's row number. */
export type PaperId = number & { readonly brand: 'PaperId' };

/** A paper's public identifier, with its scheme: `arxiv:`, `acl:`, `openreview:`, `doi:` or `offprint:`. */
export type PublicId = string & { readonly brand: 'PublicId' };
