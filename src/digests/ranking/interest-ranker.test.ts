import { expect, test } from 'vitest';
import { MIN_SCORES } from '../preferences/preferences.ts';
import { createInterestRanker } from './interest-ranker.ts';
import { packPapers, type InterestModel } from './packed-papers.ts';
import type { PaperText } from './paper-features.ts';

const SUBJECTS = {
  graphs: 'message passing node classification graph attention neighbourhood aggregation edges vertices',
  proteins: 'protein folding amino acid residues structure prediction binding enzymes molecules',
  galaxies: 'galaxy redshift stellar mass dust emission telescope survey luminosity spectra',
  compilers: 'compiler optimisation register allocation loops intermediate representation types code',
};

/** A paper of a subject, with words drawn from it in an order of its own. */
function paperOf(subject: keyof typeof SUBJECTS, number: number): { title: string; abstract: string } {
  const words = SUBJECTS[subject].split(' ');
  const drawn = Array.from({ length: 8 }, (_, at) => words[(at * (number + 3)) % words.length]);
  return {
    title: `Study ${number} of ${drawn[1]}`,
    abstract: `We consider ${drawn.join(' ')} and show results.`,
  };
}

const subjects = Object.keys(SUBJECTS) as (keyof typeof SUBJECTS)[];
const background = Array.from({ length: 200 }, (_, number) => paperOf(subjects[number % 4]!, number));
const ranker = createInterestRanker(background);

function scoreOf(model: InterestModel, paper: PaperText): number {
  return ranker.score(model, packPapers([ranker.featuresOf(paper)]))[0]!;
}

function rank(liked: PaperText[], disliked: PaperText[] = []) {
  const featuresOf = (papers: PaperText[]) => papers.map(ranker.featuresOf);
  const model = ranker.learn({ liked: featuresOf(liked), disliked: featuresOf(disliked) });
  const scores = subjects.map((subject) => ({
    subject,
    score: scoreOf(model, paperOf(subject, 501)),
  }));
  return { model, best: scores.sort((a, b) => b.score - a.score)[0]!.subject };
}

test.each(subjects)('papers on %s lead to others on it', (subject) => {
  expect(rank([1, 5, 9].map((number) => paperOf(subject, number))).best).toBe(subject);
});

test('in a small collection what is like the liked papers passes, though these are far above all', () => {
  // Each has many words of its own and a few of one of twenty subjects.
  const papers = Array.from({ length: 200 }, (_, number) => {
    const own = Array.from({ length: 30 }, (_, at) => `own${number}x${at}`);
    const shared = Array.from({ length: 4 }, (_, at) => `subject${number % 20}x${at}`);
    return { title: shared.join(' '), abstract: own.join(' ') };
  });
  const small = createInterestRanker(papers);
  const features = papers.map(small.featuresOf);
  const liked = [features[0]!, features[20]!, features[40]!];
  const scores = small.score(small.learn({ liked, disliked: [] }), packPapers(features));
  expect(scores[0]).toBeGreaterThan(10 * MIN_SCORES.close);
  for (const alike of [60, 80, 100, 180]) expect(scores[alike]).toBeGreaterThan(MIN_SCORES.usual);
  for (const other of [1, 61, 199]) expect(scores[other]).toBeLessThan(MIN_SCORES.wide);
});

test('what a reader does not want counts against what is like it', () => {
  const liked = [paperOf('graphs', 1), paperOf('proteins', 2)];
  const { model } = rank(liked, [paperOf('proteins', 3), paperOf('proteins', 4), paperOf('proteins', 7)]);
  const score = (subject: keyof typeof SUBJECTS) => scoreOf(model, paperOf(subject, 501));
  expect(score('graphs')).toBeGreaterThan(score('proteins'));
});

test('says by which words of the paper', () => {
  const liked = [paperOf('graphs', 1), paperOf('graphs', 2)];
  const { model } = rank(liked);
  const paper = { title: 'Faster message passing', abstract: 'We speed up message passing on large inputs.' };
  const speaking = ranker.speakingWords(model, liked.map(ranker.featuresOf));
  expect(ranker.explain(speaking, paper, 2).join(' ')).toMatch(/message|passing/);
  expect(ranker.explain(speaking, { title: 'Unheard', abstract: 'Of nothing known.' }, 2)).toEqual([]);
});

test('says so in words as they stand there, not in a compound made one', () => {
  const liked = Array.from({ length: 3 }, (_, number) => ({
    title: `Graph-enhanced plans ${number}`,
    abstract: 'We plan with graph-enhanced models.',
  }));
  const { model } = rank(liked);
  const speaking = ranker.speakingWords(model, liked.map(ranker.featuresOf));
  const words = ranker.explain(speaking, { title: 'Graph-enhanced reasoning', abstract: 'It helps.' }, 2);
  expect(words.join(' ')).toContain('graph');
  expect(words.join(' ')).not.toContain('graphenhanced');
});

test('a collection without papers and texts without words are ranked, too', () => {
  const empty = createInterestRanker([]);
  const features = empty.featuresOf({ title: '', abstract: '' });
  const model = empty.learn({ liked: [features], disliked: [] });
  expect(Number.isFinite(empty.score(model, packPapers([features]))[0])).toBe(true);
});
