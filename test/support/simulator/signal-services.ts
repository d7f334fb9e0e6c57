import { newYorkDay } from './arxiv-services.ts';
import { chanceOf, type SimulatedPaper } from './simulated-papers.ts';
import { json, notFound, utcDay, type CreateService } from './simulated-service.ts';

/** `huggingface.co/api/daily_papers`: a choice of each day's list, upvoted within days. */
export const createHuggingFaceService: CreateService = (papers) => {
  const byDay = groupByDay(papers);
  return ({ query, now }) => {
    const day = query.get('date') ?? newYorkDay(now);
    if (day > newYorkDay(now)) return { status: 400, type: 'application/json', body: '{"error":"date"}' };
    const limit = Number(query.get('limit') ?? 50);
    const start = Number(query.get('p') ?? 0) * limit;
    const chosen = (byDay.get(day) ?? []).filter(({ id }) => chanceOf(`pick ${id}`) < 0.08).slice(0, 60);
    return json(
      chosen.slice(start, start + limit).map((paper) => ({
        paper: {
          id: paper.id,
          title: paper.title,
          summary: paper.abstract,
          authors: paper.authors.map((name) => ({ name, hidden: false })),
          publishedAt: `${paper.submittedOn}T17:08:18.000Z`,
          upvotes: grown(paper, now, { most: 150, halfLifeDays: 1 }),
          ...(paper.codeUrl && { githubRepo: paper.codeUrl }),
        },
        title: paper.title,
        numComments: grown(paper, now, { most: 8, halfLifeDays: 1 }),
      })),
    );
  };
};

/** `api.github.com/repos/...`: stars that grow; one repository in thirty is gone, and tags let ask for changes. */
export const createGithubService: CreateService = (papers) => {
  const byPath = new Map(papers.flatMap((paper) => (paper.codeUrl ? [[pathOf(paper.codeUrl), paper]] : [])));
  return ({ path, headers, now }) => {
    const paper = byPath.get(path.replace(/^\/repos\//, '').toLowerCase());
    if (!paper || chanceOf(`gone ${paper.id}`) < 1 / 30) return notFound;
    const stars = grown(paper, now, { most: 4_000, halfLifeDays: 14 });
    const etag = `W/"${stars}"`;
    if (headers['if-none-match'] === etag) return { status: 304, body: '', headers: { etag } };
    return json({ full_name: path, stargazers_count: stars }, { etag, 'x-ratelimit-remaining': '4000' });
  };
};

/** `hn.algolia.com`: one paper in two hundred has a story. */
export const createHackerNewsService: CreateService = (papers) => {
  const stories = papers.filter(({ id }) => chanceOf(`story ${id}`) < 1 / 200);
  return ({ query, now }) => {
    const since = Number(/created_at_i>(\d+)/.exec(query.get('numericFilters') ?? '')?.[1] ?? 0);
    const isAsked = 'https://arxiv.org'.includes(query.get('query') ?? '');
    const hits = stories.filter(
      ({ listedOn }) => isAsked && listedOn <= utcDay(now) && Date.parse(listedOn) / 1000 > since,
    );
    return json({
      nbPages: 1,
      hits: hits.map((paper) => ({
        objectID: String(40_000_000 + Math.floor(chanceOf(paper.id) * 1e6)),
        title: paper.title,
        url: `https://arxiv.org/abs/${paper.id}`,
        points: grown(paper, now, { most: 300, halfLifeDays: 0.5 }),
        num_comments: grown(paper, now, { most: 100, halfLifeDays: 0.5 }),
        created_at_i: Date.parse(paper.listedOn) / 1000,
      })),
    });
  };
};

/** `api.openalex.org/works`: citations of papers asked for by their DOI. */
export const createOpenalexService: CreateService = (papers) => {
  const byDoi = new Map(papers.map((paper) => [`10.48550/arxiv.${paper.id}`, paper]));
  return ({ query, now }) => {
    const asked = /doi:([^,]+)/.exec(query.get('filter') ?? '')?.[1]?.split('|') ?? [];
    const found = asked.map((doi) => byDoi.get(doi.toLowerCase())).filter((paper) => paper !== undefined);
    return json({
      meta: { count: found.length, next_cursor: null },
      results: found.map((paper) => ({
        id: `https://openalex.org/W${paper.id.replace(/\D/g, '')}`,
        doi: `https://doi.org/10.48550/arXiv.${paper.id}`,
        title: paper.title,
        publication_date: paper.submittedOn,
        authorships: paper.authors.map((name) => ({ author: { display_name: name } })),
        cited_by_count: grown(paper, now, { most: 60, halfLifeDays: 200 }),
      })),
    });
  };
};

/** A count that grows to its most, steeply for few papers and hardly for many; the same at the same time. */
function grown(
  paper: SimulatedPaper,
  now: Date,
  { most, halfLifeDays }: { most: number; halfLifeDays: number },
): number {
  const days = (now.getTime() - Date.parse(paper.listedOn)) / 86_400_000;
  if (days <= 0) return 0;
  const popularity = chanceOf(`fame ${paper.id}`) ** 6;
  return Math.floor(most * popularity * (1 - 2 ** (-days / halfLifeDays)));
}

function groupByDay(papers: readonly SimulatedPaper[]): Map<string, SimulatedPaper[]> {
  const byDay = new Map<string, SimulatedPaper[]>();
  for (const paper of papers) {
    const list = byDay.get(paper.listedOn);
    if (list) list.push(paper);
    else byDay.set(paper.listedOn, [paper]);
  }
  return byDay;
}

function pathOf(url: string): string {
  return new URL(url).pathname.slice(1).toLowerCase();
}
