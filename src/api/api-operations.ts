import { z } from 'zod';
import { givenFilterNames } from '../search/query/given-filters.ts';
import { sortOrders } from '../search/search.ts';
import { trendingPeriods } from '../trending/trending-lists.ts';
import { apiSchemas } from './api-schemas.ts';

/** One address of the API, as its description tells it. All are GET. */
export interface ApiOperation {
  id: string;
  /** With `{id}` for what varies. */
  path: string;
  summary: string;
  parameters: ApiParameter[];
  /** Only with an API token of a person's. */
  needsToken?: true;
  /** What the body is by status; a string is a media type that is no JSON. */
  answers: { [status: number]: z.ZodType | string };
}

export interface ApiParameter {
  name: string;
  meaning: string;
  schema: z.ZodType;
  isRequired?: true;
}

const { problem } = apiSchemas;
const limitOf = (most: number): z.ZodType => z.int().min(1).max(most);
const limit: ApiParameter = { name: 'limit', meaning: 'Papers at most', schema: limitOf(100).default(20) };
const cursor: ApiParameter = { name: 'cursor', meaning: 'From `next` of an answer', schema: z.string() };
const flag = z.enum(['0', '1']).default('0');
const filterMeanings: { [name in (typeof givenFilterNames)[number]]: string } = {
  author: 'A name that an author has',
  venue: 'A word of the venue',
  category: 'A category, primary or not: cs.CL',
  field: 'The primary category',
  from: 'Published from then on: 2024, 2024-05 or 2024-05-17',
  to: 'Published until then',
  has: 'code: only papers whose code is known',
};
const id: ApiParameter = {
  name: 'id',
  meaning:
    'Any identifier of the paper: arXiv id, DOI, ACL or OpenReview id; with or without scheme and version',
  schema: z.string(),
  isRequired: true,
};

/** Every address of the API, on one screen. */
export const apiOperations: ApiOperation[] = [
  {
    id: 'search',
    path: '/api/v1/search',
    summary: 'Search papers by words and meaning, best first',
    parameters: [
      { name: 'q', meaning: 'The query; needed where no filter is given', schema: z.string().max(10_000) },
      limit,
      cursor,
      { name: 'sort', meaning: 'The order', schema: z.enum(sortOrders).default('relevance') },
      ...givenFilterNames.map((name) => ({
        name,
        meaning: filterMeanings[name],
        schema: z.string().max(200),
      })),
      { name: 'facets', meaning: '1: count fields, years and venues', schema: flag },
      { name: 'explain', meaning: '1: say why each hit is where it is', schema: flag },
      { name: 'related', meaning: '1: name related searches', schema: flag },
      { name: 'spelling', meaning: 'typed: correct nothing', schema: z.enum(['typed', 'corrected']) },
    ],
    answers: { 200: apiSchemas.searchAnswer, 400: problem },
  },
  {
    id: 'suggest',
    path: '/api/v1/suggest',
    summary: 'What a reader may be about to ask for',
    parameters: [{ name: 'q', meaning: 'What has been typed', schema: z.string() }],
    answers: { 200: apiSchemas.suggestions },
  },
  {
    id: 'listSimilarToSet',
    path: '/api/v1/similar',
    summary: 'Papers like several taken together',
    parameters: [
      {
        name: 'ids',
        meaning: 'Identifiers, as of one paper, with commas between',
        schema: z.string(),
        isRequired: true,
      },
      limit,
    ],
    answers: { 200: apiSchemas.similarToSetAnswer, 400: problem, 404: problem },
  },
  {
    id: 'listTrending',
    path: '/api/v1/trending',
    summary: 'What is gaining attention, with the reasons',
    parameters: [
      {
        name: 'period',
        meaning: 'How far back it looks',
        schema: z.enum(trendingPeriods.map(({ name }) => name)).default('day'),
      },
      { name: 'day', meaning: 'A past day, the list as it stood', schema: z.iso.date() },
      { name: 'category', meaning: 'Only this category', schema: z.string().regex(/^[\w.-]{1,40}$/) },
      { name: 'code', meaning: 'yes: only with code', schema: z.enum(['yes', 'no']).default('no') },
      { name: 'sort', meaning: 'The order', schema: z.enum(['trending', 'newest']).default('trending') },
      limit,
      cursor,
    ],
    answers: { 200: apiSchemas.trendingAnswer, 400: problem },
  },
  {
    id: 'getPaper',
    path: '/api/v1/papers/{id}',
    summary: 'One paper',
    parameters: [id],
    answers: { 200: apiSchemas.paper, 404: problem },
  },
  {
    id: 'listSimilar',
    path: '/api/v1/papers/{id}/similar',
    summary: 'Papers near to one in meaning and rare words',
    parameters: [id, limit],
    answers: { 200: apiSchemas.similarAnswer, 400: problem, 404: problem },
  },
  {
    id: 'listSavedPapers',
    path: '/api/v1/me/library',
    summary:
      'What the owner of the token saved, last first. PUT and DELETE .../library/ID save a paper and remove it',
    needsToken: true,
    parameters: [
      { name: 'state', meaning: 'Only those to be read, or read', schema: z.enum(['to-read', 'read']) },
      limit,
      cursor,
    ],
    answers: { 200: apiSchemas.libraryAnswer, 400: problem, 401: problem },
  },
  {
    id: 'listCollections',
    path: '/api/v1/me/collections',
    summary:
      'The collections of the owner of the token. PUT and DELETE /api/v1/me/upvotes/ID upvote a paper and take it back',
    needsToken: true,
    parameters: [],
    answers: { 200: apiSchemas.collectionsAnswer, 401: problem },
  },
  {
    id: 'listDailyPapers',
    path: '/api/daily_papers',
    summary: "Papers of a day, week or month in the shape of Hugging Face's API",
    parameters: [
      { name: 'date', meaning: 'A day: 2026-08-20', schema: z.iso.date() },
      { name: 'week', meaning: 'An ISO week: 2026-W34', schema: z.string() },
      { name: 'month', meaning: 'A month: 2026-08', schema: z.string() },
      { name: 'sort', meaning: 'The order', schema: z.enum(['publishedAt', 'trending']) },
      { name: 'submitter', meaning: 'Nobody submits here: an empty list', schema: z.string() },
      { name: 'p', meaning: 'The page, from 0', schema: z.int().min(0) },
      { ...limit, schema: limitOf(100).default(50) },
    ],
    answers: { 200: apiSchemas.dailyItems, 400: problem },
  },
  {
    id: 'listAllPapers',
    path: '/api/papers',
    summary: 'All papers, the newest first, in that shape',
    parameters: [{ ...cursor, meaning: 'From the Link of an answer' }, limit],
    answers: { 200: apiSchemas.dailyItems, 400: problem },
  },
  {
    id: 'searchDailyPapers',
    path: '/api/papers/search',
    summary: 'A search in that shape',
    parameters: [
      { name: 'q', meaning: 'The query', schema: z.string().min(1).max(250), isRequired: true },
      { ...limit, schema: limitOf(120).default(20) },
    ],
    answers: { 200: apiSchemas.dailyHits, 400: problem },
  },
  {
    id: 'getDailyPaper',
    path: '/api/papers/{id}',
    summary: 'One paper in that shape',
    parameters: [id, { name: 'field', meaning: 'comments: with its comments', schema: z.enum(['comments']) }],
    answers: { 200: apiSchemas.dailyPaper, 404: problem },
  },
  {
    id: 'getPaperMarkdown',
    path: '/papers/{id}.md',
    summary: 'What is known of one paper, as Markdown',
    parameters: [id],
    answers: { 200: 'text/markdown', 404: 'text/html' },
  },
];
