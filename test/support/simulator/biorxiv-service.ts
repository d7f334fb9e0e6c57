import { chanceOf, type SimulatedPaper } from './simulated-papers.ts';
import { json, utcDay, type CreateService } from './simulated-service.ts';

const BIORXIV_PAGE_SIZE = 30;

/** `api.biorxiv.org`: the papers of quantitative biology, as if they had been posted there, too. */
export const createBiorxivService: CreateService = (papers) => {
  // By a title of two words nobody could tell that it is the paper that arXiv has.
  const biology = papers.filter(
    ({ categories, title }) =>
      categories.some((one) => one.startsWith('q-bio')) && title.trim().split(/\s+/).length > 2,
  );
  return ({ path, now }) => {
    const [, , server = '', from = '', to = '', cursor = '0'] = path.split('/');
    const items = biology
      .flatMap((paper) => [
        { paper, version: 1, day: paper.listedOn },
        ...(paper.updatedOn ? [{ paper, version: 2, day: paper.updatedOn }] : []),
      ])
      .filter(({ paper, day }) => day >= from && day <= to && day <= utcDay(now) && isAt(server, paper));
    if (items.length === 0) return json({ messages: [{ status: 'no posts found' }], collection: [] });
    const start = Number(cursor);
    const page = items.slice(start, start + BIORXIV_PAGE_SIZE);
    return json({
      messages: [{ status: 'ok', cursor: start, count: page.length, total: String(items.length) }],
      collection: page.map(({ paper, version, day }) => ({
        doi: `10.1101/${paper.listedOn.replaceAll('-', '.')}.${paper.id.replace(/\D/g, '')}`,
        title: paper.title,
        authors: paper.authors.map(lastNameFirst).join('; '),
        date: day.replace('-0', '-'),
        version: String(version),
        license: 'cc_by',
        category: 'neuroscience',
        abstract: paper.abstract,
        published: 'NA',
        server,
      })),
    });
  };
};

function isAt(server: string, { id }: SimulatedPaper): boolean {
  return server === (chanceOf(id) < 0.7 ? 'biorxiv' : 'medrxiv');
}

function lastNameFirst(name: string): string {
  const words = name.split(' ');
  return words.length < 2 ? name : `${words.at(-1)}, ${words.slice(0, -1).join(' ')}`;
}
