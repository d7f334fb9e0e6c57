import { aclAnthologySource } from '../sources/acl-anthology/acl-anthology-source.ts';
import { arxivSource } from '../sources/arxiv/arxiv-source.ts';
import { biorxivSource, medrxivSource } from '../sources/biorxiv/biorxiv-source.ts';
import { crossrefSource } from '../sources/crossref/crossref-source.ts';
import { githubStarsSource } from '../sources/github-stars/github-stars-source.ts';
import { hackerNewsSource } from '../sources/hacker-news/hacker-news-source.ts';
import { huggingFacePapersSource } from '../sources/hugging-face-papers/hugging-face-papers-source.ts';
import { openalexSource } from '../sources/openalex/openalex-source.ts';
import { openreviewSource } from '../sources/openreview/openreview-source.ts';
import { semanticScholarSource } from '../sources/semantic-scholar/semantic-scholar-source.ts';
import type { Source } from '../sources/source.ts';
import { webFeedSource } from '../sources/web-feed/web-feed-source.ts';

/** Every source on the network, in the order in which people see them. */
export const networkSources: Source[] = [
  arxivSource,
  biorxivSource,
  medrxivSource,
  aclAnthologySource,
  openreviewSource,
  crossrefSource,
  webFeedSource,
  openalexSource,
  semanticScholarSource,
  huggingFacePapersSource,
  hackerNewsSource,
  githubStarsSource,
];

/** On in a fresh instance: what a site about the newest papers of computer science needs. */
export const defaultSources = ['arxiv', 'huggingface', 'hacker-news', 'github'];
