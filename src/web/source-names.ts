/** How a source is called where people read; others (a file's format) are called what they are. */
export function sourceName(source: string): string {
  return names[source] ?? source;
}

const names: { [source: string]: string } = {
  acl: 'ACL Anthology',
  arxiv: 'arXiv',
  bibtex: 'a BibTeX file',
  biorxiv: 'bioRxiv',
  crossref: 'Crossref',
  'csl-json': 'a CSL-JSON file',
  feed: 'a feed',
  huggingface: 'Hugging Face Papers',
  medrxiv: 'medRxiv',
  openalex: 'OpenAlex',
  openreview: 'OpenReview',
  ris: 'a RIS file',
  'semantic-scholar': 'Semantic Scholar',
  starter: 'the starter collection',
};
