import { expect, test } from 'vitest';
import { fixedClock } from '../../src/lib/clock.ts';
import { createIndexer } from '../../src/search/indexer.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { buildSegment } from '../../src/search/segments/build-segment.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { storeForTest } from './stored-papers.ts';

const filler = 'We study a problem and report results on several data sets with a simple method.';

/** Each row: a query, the titles in the order in which they are expected, and the reason. */
test.each([
  {
    query: 'watermark',
    expected: ['Watermark detection', 'On the provenance of text'],
    because: 'a word in the title says more than one in the abstract',
    abstracts: ['', `We propose a watermark. ${filler}`],
  },
  {
    query: 'sparse attention kernels',
    expected: ['Sparse attention for long inputs: fast kernels', 'Attention, attention, attention'],
    because: 'having all words stands before having one of them often',
    abstracts: ['', 'attention attention attention attention'],
  },
  {
    query: 'pretrained models',
    expected: ['Pretrained models', 'Pre-trained models', 'Trained models'],
    because: 'as typed, then written otherwise, then a part of it only',
    abstracts: ['', '', ''],
  },
  {
    query: 'banks',
    expected: ['Banks', 'Bank erosion'],
    because: 'the form as typed stands before another form of the word',
    abstracts: ['', ''],
  },
  {
    query: 'attention is all you need',
    expected: [
      'Attention is all you need',
      'Attention is not all you need: all you need is attention, you need it',
    ],
    because: 'a title that is the query stands first',
    abstracts: ['', 'Attention is all you need. Attention is all you need.'],
  },
  {
    query: 'graph matching',
    expected: ['Graph matching', 'Matching'],
    because: 'the abstract adds the missing word, the title has both',
    abstracts: ['', `${filler} A graph appears here.`],
  },
  {
    query: 'muller',
    expected: ['Müller cells'],
    because: 'accents are no difference',
    abstracts: [''],
  },
  {
    query: 'gpt-4',
    expected: ['GPT-4 in practice', 'GPT4 in practice'],
    because: 'as typed, then written together',
    abstracts: ['', ''],
  },
  {
    query: 'l2 regularization',
    expected: ['$L_2$ regularization', 'Regularization'],
    because: 'mathematics in a title is found by its letters',
    abstracts: ['', ''],
  },
  {
    query: 'c++',
    expected: ['C++ templates'],
    because: 'signs that make a name are kept',
    abstracts: [''],
  },
  {
    query: 'beta-vae',
    expected: ['$\\beta$-VAE', 'VAE'],
    because: 'a Greek letter is found by its name',
    abstracts: ['', ''],
  },
  {
    query: '"language models"',
    expected: ['Language models', 'Models of the world'],
    because: 'a phrase leaves out what has the words elsewhere',
    abstracts: ['', 'A world of language models.'],
  },
  {
    query: 'graph -neural',
    expected: ['Graph theory'],
    because: 'a word taken away takes its papers away',
    abstracts: [''],
  },
  {
    query: '深度学习',
    expected: ['深度学习方法', '学习方法'],
    because: 'scripts without spaces are found by neighbours',
    abstracts: ['', ''],
  },
  {
    query: 'квантовая механика',
    expected: ['Квантовая механика', 'Механика'],
    because: 'other alphabets are words too',
    abstracts: ['', ''],
  },
  {
    query: 'sparse atention',
    expected: ['Sparse attention', 'Attention'],
    because: 'a misspelt word is taken for the one that was meant',
    abstracts: ['', ''],
  },
  {
    query: 'protein folding',
    expected: ['Protein folding', 'Folding of proteins', 'Folding paper'],
    because: 'as typed, other forms, a part',
    abstracts: ['', '', ''],
  },
  {
    query: 'state-of-the-art',
    expected: ['State-of-the-art parsing', 'Art of the state'],
    because: 'a compound is more than its parts',
    abstracts: ['', ''],
  },
  {
    query: 'naive bayes',
    expected: ['Naïve Bayes', 'Bayes nets'],
    because: 'accents are typed or not',
    abstracts: ['', ''],
  },
  {
    query: 'plm',
    expected: ['PLM pruning', 'Probing pre-trained language models', 'Pretrained language models in law'],
    because:
      'an acronym also finds what a text of the collection says that it stands for, after its own papers',
    abstracts: ['', 'We probe pre-trained language models (PLMs).', ''],
  },
  {
    query: 'pre-trained language models',
    expected: [
      'Pre-trained language models: a study',
      'Probing of knowledge',
      'PLM pruning',
      'Trained models',
    ],
    because: 'the long form also finds the acronym, before papers that have a part of the words only',
    abstracts: ['', 'What pre-trained language models (PLMs) know.', '', ''],
  },
  {
    query: 'pretrained',
    expected: ['Pretrained vision', 'Pre trained vision'],
    because: 'a word is also found where it is written apart, after those that have it as typed',
    abstracts: ['', ''],
  },
  {
    query: 'pre trained vision',
    expected: ['Pre trained vision', 'Pretrained vision'],
    because: 'and so it is in the question',
    abstracts: ['', ''],
  },
  {
    query: 'dataset',
    expected: ['A dataset', 'A data set'],
    because: 'words that are written three ways in papers are one',
    abstracts: ['', ''],
  },
  {
    query: 'H2O',
    expected: ['Ab initio H$_2$O', 'H2O: heavy-hitter oracle of caches'],
    because: 'a formula in LaTeX is its letters and digits; the shorter title first',
    abstracts: ['', ''],
  },
  {
    query: '3D reconstruction',
    expected: ['3D reconstruction', '3-D reconstruction', 'Reconstruction of 3 scenes'],
    because: 'digits and letters together are one word, with a hyphen or without',
    abstracts: ['', '', ''],
  },
  {
    query: 'التعلم العميق',
    expected: ['التعلّم العميق', 'التعلم'],
    because: 'short vowels and doubling signs are written or not',
    abstracts: ['', ''],
  },
  {
    query: '機械学習',
    expected: ['機械学習の基礎', '学習'],
    because: 'Japanese is found by neighbouring characters too',
    abstracts: ['', ''],
  },
])('$query: $because', async ({ query, expected, abstracts }) => {
  // The highest ids come first among equals: stored in this order, chance would give the opposite one.
  const papers = expected.map((title, i) => ({ title, abstract: abstracts[i] ?? '' }));
  const others = Array.from({ length: 20 }, (_, i) => ({ title: `Other work ${i}`, abstract: filler }));
  const titles = await searchAmong([...papers, ...others], query);
  expect(titles.slice(0, expected.length)).toEqual(expected);
});

test('an acronym is worth no more than the words that were asked for, however rare it is', async () => {
  const studies = Array.from({ length: 60 }, (_, i) => ({
    title: `Study ${i} of how language models plan`,
    abstract: i < 3 ? 'We study language models (LMs).' : filler,
  }));
  const others = Array.from({ length: 20 }, (_, i) => ({ title: `Other work ${i}`, abstract: filler }));
  const titles = await searchAmong([...studies, ...others, { title: 'LM', abstract: '' }], 'language models');
  expect(titles[0]).toMatch(/language models/);
  expect(titles).not.toContain('LM');
});

test('two words that one paper happens to join by a hyphen are worth no more than the two', async () => {
  const studies = Array.from({ length: 60 }, (_, i) => ({
    title: `Study ${i} of how language models plan`,
    abstract: 'We study language models.',
  }));
  const joined = { title: 'Models of early depression', abstract: 'With a large language-model we look on.' };
  const titles = await searchAmong([...studies, joined], 'language models');
  expect(titles[0]).toMatch(/language models/);
});

test('papers that join two words by a hyphen, as few do, do not come first for it', async () => {
  const studies = Array.from({ length: 60 }, (_, i) => ({
    title: `Reinforcement learning for robots, part ${i}`,
    abstract: 'We study reinforcement learning. Robots learn by reinforcement learning.',
  }));
  const joined = { title: 'Planning with a reinforcement-learning robot', abstract: filler };
  const titles = await searchAmong([...studies, joined], 'reinforcement learning');
  expect(titles[0]).toMatch(/^Reinforcement learning for robots/);
});

test('a word that nearly all papers write as one is found as well when it is typed as two', async () => {
  const solid = Array.from({ length: 20 }, (_, i) => ({
    title: `Pretrained encoders ${i}`,
    abstract: filler,
  }));
  const apart = Array.from({ length: 20 }, (_, i) => ({
    title: i % 2 ? `Encoders trained on letters ${i}` : `Encoders of pre war letters ${i}`,
    abstract: filler,
  }));
  const titles = await searchAmong([...solid, ...apart], 'pre trained encoders');
  expect(titles[0]).toMatch(/^Pretrained/);
});

/** Titles of the best ten of these papers. */
async function searchAmong(papers: { title: string; abstract: string }[], query: string): Promise<string[]> {
  const clock = fixedClock('2026-08-20T10:00:00Z');
  const database = openDatabase({ address: ':memory:' });
  await migrate(database, clock);
  await storeForTest(
    database,
    papers.map((paper, i) => ({ id: i + 1, ...paper })),
  );
  const indexer = createIndexer(database, {
    clock,
    builder: { build: async (papers) => buildSegment(papers), close: async () => {} },
  });
  await indexer.finish();
  const { hits } = await openSearch(database).search({ text: query, limit: 10 });
  await indexer.close();
  await database.destroy();
  return hits.map(({ paper }) => paper.title);
}
