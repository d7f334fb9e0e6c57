import type { Option } from './config.ts';
import { defaultSources, networkSources } from './ingest/network-sources.ts';
import { isUrl, wordsOf } from './option-values.ts';

/** Which sources are asked, for what, and by what name and key; a part of the table in config.ts. */
export const sourceOptions: Option[] = [
  {
    name: 'sources',
    variable: 'OFFPRINT_SOURCES',
    default: defaultSources.join(' '),
    meaning: `Sources that are asked, separated by spaces; none: no network at all. There are ${sourceNames().join(', ')}.`,
    problem: (value) => {
      const unknown = wordsOf(value).find((name) => name !== 'none' && !sourceNames().includes(name));
      return unknown && `names "${unknown}", which is no source (there are ${sourceNames().join(', ')})`;
    },
  },
  {
    name: 'arxivCategories',
    variable: 'OFFPRINT_ARXIV_CATEGORIES',
    default: 'cs.CL cs.LG cs.AI',
    meaning: 'Categories of arXiv that are read, separated by spaces; all: every one.',
    problem: (value) =>
      wordsOf(value).every((word) => /^(?:all|[a-z-]+(?:\.[A-Za-z-]+)?)$/.test(word))
        ? undefined
        : 'must be categories such as cs.CL or math, separated by spaces',
  },
  {
    name: 'contact',
    variable: 'OFFPRINT_CONTACT',
    default: '',
    meaning: 'Your mail address, told to the sources with every request: they write before they block.',
    problem: (value) =>
      value === '' || /^[^\s<>@()]+@[^\s<>@()]+$/.test(value) ? undefined : 'must be a mail address',
  },
  {
    name: 'feeds',
    variable: 'OFFPRINT_FEEDS',
    default: '',
    meaning: 'Addresses of RSS and Atom feeds for the source feeds, separated by spaces.',
    problem: (value) =>
      wordsOf(value).every((word) => isUrl(word, ['http:', 'https:']))
        ? undefined
        : 'must be http(s) addresses, separated by spaces',
  },
  {
    name: 'openreviewVenues',
    variable: 'OFFPRINT_OPENREVIEW_VENUES',
    default: '',
    meaning: 'Venues for the source openreview, separated by spaces, such as ICLR.cc/2026/Conference.',
  },
  {
    name: 'openalexKey',
    variable: 'OFFPRINT_OPENALEX_KEY',
    default: '',
    secret: 'whole',
    meaning: 'Key for OpenAlex, which gives more answers a day to those who have one.',
  },
  {
    name: 'semanticScholarKey',
    variable: 'OFFPRINT_SEMANTIC_SCHOLAR_KEY',
    default: '',
    secret: 'whole',
    meaning: 'Key for Semantic Scholar.',
  },
  {
    name: 'githubToken',
    variable: 'OFFPRINT_GITHUB_TOKEN',
    default: '',
    secret: 'whole',
    meaning: 'Token for GitHub (no rights needed): 5,000 questions an hour in place of 60.',
  },
  {
    name: 'sourcesVia',
    variable: 'OFFPRINT_SOURCES_VIA',
    default: '',
    meaning: 'Address of a simulator that is asked in place of every source, for development.',
    problem: (value) => (value === '' || isUrl(value, ['http:']) ? undefined : 'must be an http address'),
  },
];

function sourceNames(): string[] {
  return networkSources.map(({ name }) => name);
}
