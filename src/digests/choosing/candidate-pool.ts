import { foldText } from '../../search/analysis/fold-text.ts';
import { stemEnglish } from '../../search/analysis/stem-english.ts';
import { tokenize } from '../../search/analysis/tokenize.ts';
import type { DigestPaper } from '../digest.ts';
import type { Candidate } from './choose-papers.ts';
import { isTopicEmpty, readTopic } from './topic-test.ts';

/** A paper of the pool with what choosing looks at. */
export interface PoolPaper extends Candidate {
  paper: DigestPaper['paper'];
  /** Of the trending score; 0 where nothing speaks for it. */
  score: number;
}

/** The papers that a day's issues are chosen from, with the words and names that lead to them. */
export interface CandidatePool {
  /** Most trending first. */
  papers: PoolPaper[];
  find(paperId: number): PoolPaper | undefined;
  /** The papers that fit a topic or saved search, in the language of queries. */
  findByTopic(line: string): PoolPaper[];
  /** The papers with all words of a line, those in quotes in a row. */
  findByWords(line: string): PoolPaper[];
  /** The papers by someone of this name; a first name may be an initial on either side. */
  findByAuthor(name: string): PoolPaper[];
}

const MAX_KEPT_TOPICS = 10_000;

export function createCandidatePool(papers: PoolPaper[]): CandidatePool {
  const texts: string[] = [];
  const byStem = new Map<string, PoolPaper[]>();
  const byLastName = new Map<string, { paper: PoolPaper; name: string[] }[]>();
  const positions = new Map(papers.map((paper, index) => [paper, index]));
  for (const candidate of papers) {
    const { title, abstract, authors } = candidate.paper;
    const stems = stemsOf(`${title}\n${abstract}`);
    texts.push(` ${stems.join(' ')} `);
    for (const stem of new Set(stems)) push(byStem, stem, candidate);
    for (const author of authors) {
      const name = namePartsOf(author);
      push(byLastName, name.at(-1) ?? '', { paper: candidate, name });
    }
  }
  const byTopic = new Map<string, PoolPaper[]>();
  const holdersOf = (stems: string[]): PoolPaper[] =>
    stems.map((stem) => byStem.get(stem) ?? []).sort((a, b) => a.length - b.length)[0] ?? papers;
  const byId = new Map(papers.map((candidate) => [candidate.paperId, candidate]));
  return {
    papers,
    find: (paperId) => byId.get(paperId),
    findByTopic(line) {
      let found = byTopic.get(line);
      if (!found) {
        const { stems, fits } = readTopic(line);
        const hasAll = (text: string): boolean => stems.every((stem) => text.includes(` ${stem} `));
        found = isTopicEmpty(line)
          ? []
          : holdersOf(stems).filter(
              (candidate) => hasAll(texts[positions.get(candidate) ?? -1] ?? '') && fits(candidate.paper),
            );
        // Many readers follow the same topics.
        if (byTopic.size < MAX_KEPT_TOPICS) byTopic.set(line, found);
      }
      return found;
    },
    findByWords(line) {
      const phrases = readPhrases(line);
      const rarest = phrases
        .flat()
        .map((stem) => byStem.get(stem) ?? [])
        .sort((a, b) => a.length - b.length)[0];
      const needles = phrases.map((stems) => ` ${stems.join(' ')} `);
      return (rarest ?? []).filter((candidate) => {
        const text = texts[positions.get(candidate) ?? -1] ?? '';
        return needles.every((needle) => text.includes(needle));
      });
    },
    findByAuthor(name) {
      const wanted = namePartsOf(name);
      const found = byLastName.get(wanted.at(-1) ?? '') ?? [];
      return [...new Set(found.filter((one) => isSamePerson(one.name, wanted)).map(({ paper }) => paper))];
    },
  };
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function stemsOf(text: string): string[] {
  return tokenize(text).words.map(stemEnglish);
}

/** `"message passing" graphs` is two phrases, the second of one word. */
function readPhrases(line: string): string[][] {
  return [...line.matchAll(/"([^"]*)"?|[^\s"]+/g)]
    .map((match) => stemsOf(match[1] ?? match[0]))
    .filter((stems) => stems.length > 0);
}

function namePartsOf(name: string): string[] {
  return foldText(name)
    .split(/[^\p{L}\p{N}']+/u)
    .filter(Boolean);
}

/** The last names are the same already. */
function isSamePerson(name: string[], wanted: string[]): boolean {
  const [first = '', wantedFirst = ''] = [name[0], wanted[0]];
  if (wanted.length === 1) return true;
  if (name.length === 1) return false;
  const isInitial = first.length === 1 || wantedFirst.length === 1;
  return isInitial ? first[0] === wantedFirst[0] : first === wantedFirst;
}
