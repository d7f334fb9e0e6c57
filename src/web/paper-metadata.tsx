import type { VNode } from 'preact';
import { mathToText } from '../lib/math-to-text.ts';
import { citedPaper, type CitedDate } from '../papers/citations/cited-paper.ts';
import type { Paper } from '../papers/paper.ts';
import { paperAddress } from '../papers/paper-address.ts';
import { leadOf } from './lead.ts';

/**
 * What programs read on a paper's page: Highwire Press tags (Google Scholar, Zotero), Open Graph, and schema.org's
 * ScholarlyArticle as JSON-LD.
 */
export function PaperMetadata({ paper, baseUrl }: { paper: Paper; baseUrl: string }): VNode {
  const address = `${baseUrl}${paperAddress(paper.publicId)}`;
  return (
    <>
      {highwireTags(paper, address).map(([name, content]) => (
        <meta name={name} content={content} />
      ))}
      <meta property="og:type" content="article" />
      <meta property="og:site_name" content="Offprint" />
      <meta property="og:title" content={mathToText(paper.title)} />
      <meta property="og:url" content={address} />
      <meta property="og:description" content={mathToText(leadOf(paper.abstract).first)} />
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonLd(paper, address) }} />
    </>
  );
}

/**
 * Signposting (https://signposting.org/FAIR/, level 1) for the `Link` header: what to cite, what kind of thing it is,
 * where its description lies as data.
 */
export function signpostingLinks(paper: Paper, baseUrl: string): string {
  const { doi } = citedPaper(paper);
  const path = `${baseUrl}${paperAddress(paper.publicId)}`;
  const license =
    paper.license && /^https?:\/\/[\x21-\x7e]+$/.test(paper.license) ? paper.license : undefined;
  return [
    doi && `<https://doi.org/${encodeURI(doi)}>; rel="cite-as"`,
    '<https://schema.org/ScholarlyArticle>; rel="type"',
    '<https://schema.org/AboutPage>; rel="type"',
    `<${path}.csl.json>; rel="describedby"; type="application/vnd.citationstyles.csl+json"`,
    `<${path}.bib>; rel="describedby"; type="application/x-bibtex"`,
    license && `<${encodeURI(license)}>; rel="license"`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** A large collaboration's names would be most of the page. */
const MAX_AUTHORS = 200;

function highwireTags(paper: Paper, address: string): [name: string, content: string][] {
  const { kind, date, doi, venue, arxivId } = citedPaper(paper);
  const venueTag = { journal: 'citation_journal_title', conference: 'citation_conference_title' };
  const tags: [string, string | undefined][] = [
    ['citation_title', mathToText(paper.title)],
    ...paper.authors.slice(0, MAX_AUTHORS).map((name): [string, string] => ['citation_author', name]),
    ['citation_publication_date', date && slashedDate(date)],
    ['citation_doi', doi],
    ['citation_arxiv_id', arxivId],
    ['citation_pdf_url', paper.links.pdf],
    ['citation_abstract_html_url', paper.links.page ?? address],
    ['citation_keywords', paper.categories.join('; ') || undefined],
    // Zotero takes a paper without a venue for a journal's unless it is told otherwise.
    ['z:itemType', kind === 'preprint' ? 'preprint' : undefined],
    [
      kind === 'journal' || kind === 'conference' ? venueTag[kind] : '',
      venue ? mathToText(venue) : undefined,
    ],
  ];
  return tags.filter((tag): tag is [string, string] => tag[0] !== '' && Boolean(tag[1]));
}

function slashedDate({ year, month, day }: CitedDate): string {
  return [year, month, day]
    .filter((part) => part !== undefined)
    .map((part) => String(part).padStart(2, '0'))
    .join('/');
}

function jsonLd(paper: Paper, address: string): string {
  const { doi, url, venue } = citedPaper(paper);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'ScholarlyArticle',
    '@id': address,
    url: address,
    headline: mathToText(paper.title),
    name: mathToText(paper.title),
    author: paper.authors.slice(0, MAX_AUTHORS).map((name) => ({ '@type': 'Person', name })),
    datePublished: paper.publishedOn ?? undefined,
    dateModified: paper.updatedOn ?? undefined,
    abstract: mathToText(paper.abstract) || undefined,
    keywords: paper.categories.length > 0 ? paper.categories : undefined,
    identifier: doi && { '@type': 'PropertyValue', propertyID: 'DOI', value: doi },
    sameAs: [url, doi && `https://doi.org/${doi}`].filter(Boolean),
    isPartOf: venue ? { '@type': 'Periodical', name: mathToText(venue) } : undefined,
    license: paper.license ?? undefined,
    encoding: paper.links.pdf
      ? { '@type': 'MediaObject', encodingFormat: 'application/pdf', contentUrl: paper.links.pdf }
      : undefined,
  };
  // `</script>` and `<!--` inside a string would end the element.
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
