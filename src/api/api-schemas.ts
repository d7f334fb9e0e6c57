import { z } from 'zod';

/** What the API answers, for its description (OpenAPI) and for the tests that hold every answer against it. */

const text = z.string();
const count = z.int().min(0);
const dateOrNull = z
  .string()
  .regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/)
  .nullable()
  .describe('YYYY-MM-DD, YYYY-MM or YYYY, as exact as it is known');

const paperFields = {
  id: text.describe('Public identifier: arxiv:2310.16390, doi:10.1000/xyz, acl:2023.acl-long.1'),
  title: text.describe('Mathematics as $...$'),
  abstract: text.describe('Mathematics as $...$; empty where no source has one'),
  abstractKind: z.enum(['abstract', 'summary']).describe("summary: this project's own words"),
  authors: z.array(text),
  publishedAt: dateOrNull,
  updatedAt: dateOrNull,
  announcedOn: dateOrNull,
  categories: z.array(text).describe('The primary one first'),
  venue: text.nullable(),
  comment: text.nullable(),
  license: text.nullable(),
  identifiers: z.strictObject({
    arxivId: text.optional(),
    doi: text.optional(),
    aclId: text.optional(),
    openreviewId: text.optional(),
  }),
  links: z.strictObject({
    page: z.url().optional(),
    pdf: z.url().optional(),
    code: z.url().optional(),
    project: z.url().optional(),
  }),
  versions: z.array(z.strictObject({ number: z.int().min(1), submittedOn: dateOrNull })),
};
const paper = z.strictObject(paperFields).meta({ id: 'Paper' });

const ranges = z
  .array(z.strictObject({ start: count, end: count }))
  .describe('Offsets in UTF-16 units, the end left out');
const wordPart = z.strictObject({
  word: text,
  score: z.number(),
  title: z.number(),
  abstract: z.number(),
  authors: z.number(),
  venue: z.number(),
});
const hit = z
  .strictObject({
    paper,
    score: z.number(),
    marks: z.strictObject({ title: ranges, abstract: ranges }),
    snippet: z.strictObject({ start: count, end: count }).optional(),
    why: z
      .strictObject({
        words: z.array(wordPart),
        coordination: z.number(),
        title: z.number(),
        meaning: z.number(),
      })
      .optional()
      .describe('With explain=1: the words, title and meaning sum to the score'),
  })
  .meta({ id: 'Hit' });
const facet = z.array(z.strictObject({ value: text, count }));

const searchAnswer = z
  .strictObject({
    query: text,
    total: count,
    hits: z.array(hit),
    next: text.nullable().describe('Give it back as cursor for the hits that follow'),
    notes: z.array(text).describe('What of the query was not understood, in sentences'),
    correction: z.strictObject({ text, isApplied: z.boolean() }).optional(),
    completions: z.array(text).optional(),
    facets: z
      .strictObject({ fields: facet, years: facet, venues: facet, withCode: count })
      .optional()
      .describe('With facets=1'),
    related: z.array(text).optional().describe('With related=1: what may be asked next'),
  })
  .meta({ id: 'SearchAnswer' });

const trendingPaper = z
  .strictObject({
    ...paperFields,
    score: z.number(),
    reason: text.describe('Why it is here, in one line'),
    why: z.array(z.strictObject({ kind: text, text })),
  })
  .meta({ id: 'TrendingPaper' });

const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const objectId = z.string().regex(/^[\da-f]{24}$/);
const dailyPaperFields = {
  id: text.describe('arXiv identifier, else the public one'),
  authors: z.array(z.strictObject({ _id: objectId, name: text, hidden: z.literal(false) })),
  publishedAt: instant,
  submittedOnDailyAt: instant,
  title: text,
  summary: text,
  upvotes: count,
  discussionId: objectId,
  projectPage: text.optional(),
  githubRepo: text.optional(),
  githubStars: count.optional(),
};
const dailyItemFields = {
  paper: z.strictObject(dailyPaperFields),
  publishedAt: instant,
  title: text,
  summary: text,
  numComments: count,
  isAuthorParticipating: z.literal(false),
};
const highlighted = z.array(z.strictObject({ type: z.enum(['text', 'highlight']), text }));

const similarHits = z.array(z.strictObject({ paper, score: z.number() }));

export const apiSchemas = {
  problem: z.strictObject({ error: text.describe('A sentence for people') }).meta({ id: 'Problem' }),
  paper,
  searchAnswer,
  suggestions: z
    .strictObject({
      query: text,
      topics: z.array(text),
      titles: z.array(z.strictObject({ id: text, title: text })),
      authors: z.array(text),
    })
    .meta({ id: 'Suggestions' }),
  trendingAnswer: z
    .strictObject({
      day: dateOrNull,
      period: text,
      papers: z.array(trendingPaper),
      next: text.nullable(),
    })
    .meta({ id: 'TrendingAnswer' }),
  similarAnswer: z.strictObject({ hits: similarHits }).meta({ id: 'SimilarAnswer' }),
  similarToSetAnswer: z
    .strictObject({ hits: similarHits, missing: z.array(text).describe('What leads to no paper here') })
    .meta({ id: 'SimilarToSetAnswer' }),
  libraryAnswer: z
    .strictObject({
      papers: z.array(
        z.strictObject({
          ...paperFields,
          savedAt: text,
          readAt: text.nullable().describe('null: still to be read'),
          note: text,
        }),
      ),
      next: text.nullable(),
    })
    .meta({ id: 'LibraryAnswer' }),
  collectionsAnswer: z
    .strictObject({
      collections: z.array(
        z.strictObject({ id: text, name: text, isPublic: z.boolean(), paperCount: count }),
      ),
    })
    .meta({ id: 'CollectionsAnswer' }),
  dailyPaper: z
    .strictObject({ ...dailyPaperFields, comments: z.array(z.unknown()).optional() })
    .meta({ id: 'DailyPaper' }),
  dailyItems: z.array(z.strictObject(dailyItemFields)).meta({ id: 'DailyPapers' }),
  dailyHits: z
    .array(
      z.strictObject({
        ...dailyItemFields,
        upvoted: z.literal(false),
        highlightedTitle: highlighted,
        highlightedSummary: highlighted,
      }),
    )
    .meta({ id: 'DailyPaperHits' }),
};
