import type { Preferences } from '../preferences/preferences.ts';
import type { CandidatePool, PoolPaper } from './candidate-pool.ts';
import type { Candidate } from './choose-papers.ts';

/** What the reader has seen, and what is new to her. */
export interface ReaderNews {
  /** The announcement day of her newest issue; null: the papers of `day` alone are news. */
  lastIssueOn: string | null;
  day: string;
  /** Papers numbered above it came after her newest issue was planned, however early they were listed. */
  seenPaperId: number;
}

/** So many papers from outside are looked at: some may have been sent. */
const MAX_OUTSIDE = 20;

/** The papers of the pool that a reader wishes for, in two lists, each best first; a third of what is outside them. `byInterest`: like those she chose. */
export function chooseForReader(
  pool: CandidatePool,
  preferences: Preferences,
  news: ReaderNews,
  byInterest: readonly Candidate[],
): { personal: Candidate[]; trending: Candidate[]; outside: Candidate[] } {
  const { choice, topics, authors, withoutWords } = preferences;
  const unwanted = new Set(withoutWords.flatMap((line) => pool.findByWords(line)));
  const isWanted = (candidate: PoolPaper): boolean => !unwanted.has(candidate);
  const personal = new Map<PoolPaper, Candidate>();
  const add = (found: PoolPaper[], because: string): void => {
    for (const candidate of found.filter(isWanted)) {
      if (!personal.has(candidate))
        personal.set(candidate, { ...bare(candidate), reason: because, forYou: true });
    }
  };
  if (choice !== 'trending') {
    for (const author of authors) add(pool.findByAuthor(author), `Because you follow ${author}`);
    for (const topic of topics) add(pool.findByTopic(topic), `Because you follow: ${topic}`);
    for (const candidate of byInterest) {
      const inPool = pool.find(candidate.paperId);
      if (inPool && isWanted(inPool) && !personal.has(inPool)) personal.set(inPool, candidate);
    }
  }
  const isInFields = fieldFilter(preferences.fields);
  const trending =
    choice === 'personal'
      ? []
      : pool.papers.filter(
          (candidate) => isWanted(candidate) && isInFields(candidate) && isNews(candidate, news),
        );
  return {
    personal: [...personal.values()],
    trending,
    outside: listOutside(pool, preferences)
      .filter((candidate) => isWanted(candidate) && isNews(candidate, news) && !personal.has(candidate))
      .slice(0, MAX_OUTSIDE)
      .map((candidate) => ({
        ...bare(candidate),
        reason: `From outside what you follow: ${candidate.reason}`,
      })),
  };
}

/** What speaks for a paper somewhere else; nothing for a reader who follows everything. */
function listOutside(pool: CandidatePool, { exploration, choice, fields }: Preferences): PoolPaper[] {
  if (exploration === 'off' || (choice !== 'personal' && fields.length === 0)) return [];
  const isInFields = fieldFilter(fields);
  const isOutside = (candidate: PoolPaper): boolean => fields.length === 0 || !isInFields(candidate);
  return pool.papers.filter((candidate) => candidate.score > 0 && isOutside(candidate));
}

/** Papers that had their chance in an earlier issue only come again where something speaks for them. */
function isNews({ paper, score }: PoolPaper, { lastIssueOn, day, seenPaperId }: ReaderNews): boolean {
  const listedOn = paper.listedOn ?? '';
  if (lastIssueOn === null || lastIssueOn >= day) return listedOn === day;
  return listedOn > lastIssueOn || paper.id > seenPaperId || score > 0;
}

/** `cs` stands for all of `cs.*`. */
function fieldFilter(fields: string[]): (candidate: PoolPaper) => boolean {
  if (fields.length === 0) return () => true;
  const wanted = new Set(fields);
  return ({ paper }) =>
    paper.categories.some((category) => wanted.has(category) || wanted.has(category.split('.')[0] ?? ''));
}

function bare({ paperId, recordId, reason }: PoolPaper): Candidate {
  return { paperId, recordId, reason };
}
