import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { beforeAll, expect, test } from 'vitest';
import { makePaper } from '../../test/support/make-paper.ts';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';
import { createCardDrawer } from './card-drawer.ts';
import { CARD_HEIGHT, CARD_WIDTH, paperCard } from './paper-card.tsx';

const read = (module: string): Buffer => readFileSync(fileURLToPath(import.meta.resolve(module)));
const fontBuffers = ['', '-Bold'].map((weight) => read(`dejavu-fonts-ttf/ttf/DejaVuSerif${weight}.ttf`));

beforeAll(async () => {
  await initWasm(read('@resvg/resvg-wasm/index_bg.wasm'));
});

const card = (title: string, authors: string[] = ['Ada Lovelace']): string =>
  paperCard(makePaper({ title, authors })) ?? '';

/** Where the text of a card ends, as the fonts draw it. */
function textEdges(svg: string): { right: number; bottom: number } {
  const words = svg.replace(/<g\b.*?<\/g>|<\/?rect\b[^>]*>/gs, '');
  const box = new Resvg(words, { font: { fontBuffers, defaultFontFamily: 'DejaVu Serif' } }).getBBox();
  return { right: box!.x + box!.width, bottom: box!.y + box!.height };
}

const starterPapers = readFileSync(new URL('../../starter/papers.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { title: string; authors: string[] });

test('no title and no list of authors reaches beyond the card', () => {
  const odd = [
    { title: 'W'.repeat(400), authors: ['Ω'.repeat(300)] },
    { title: 'MWQ@% '.repeat(80), authors: ['M'.repeat(40), 'W'.repeat(40)] },
    { title: 'ЖШЩЮ '.repeat(60), authors: Array.from({ length: 3_000 }, (_, i) => `Author ${i}`) },
    { title: '∑∫≈⊗ '.repeat(60), authors: [] },
  ];
  const beyond = [...starterPapers, ...odd].flatMap(({ title, authors }) => {
    const { right, bottom } = textEdges(card(title, authors));
    const isWithin = right <= CARD_WIDTH - 40 && bottom <= CARD_HEIGHT - 20;
    return isWithin ? [] : [`${title.slice(0, 60)}: ${right} x ${bottom}`];
  });
  expect(beyond).toEqual([]);
});

test('a title too long for the card is cut between words', () => {
  const svg = card('Asymptotic behaviour of estimators '.repeat(12));
  expect(svg).toMatch(/(?:Asymptotic|behaviour|of|estimators)…<\/text>/);
});

test('names that find no room are counted', () => {
  const five = ['Ada Lovelace', 'Emmy Noether', 'Alan Turing', 'Grace Hopper', 'Sofia Kovalevskaya'];
  expect(card('On names', five)).toContain('Ada Lovelace, Emmy Noether, Alan Turing and 2 more');
});

test('the page of a paper names its picture, which is a PNG of the size it says', async () => {
  const site = await openSite({ records: [makePaperRecord({ title: 'R&D of <b> "$x^2$" & more' })] });
  const html = await site.html('/papers/arxiv:2608.00001');
  expect(html).toContain('property="og:image" content="http://papers.test/cards/arxiv:2608.00001.png"');
  const answer = await site.get('/cards/arxiv:2608.00001.png');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  const png = Buffer.from(await answer.arrayBuffer());
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([CARD_WIDTH, CARD_HEIGHT]);
  expect(site.logLines.filter((line) => line.includes('failed'))).toEqual([]);
});

test('a title in letters that the fonts lack has the picture of the site', async () => {
  const site = await openSite({ records: [makePaperRecord({ title: '大規模言語モデルの評価' })] });
  expect(await site.html('/papers/arxiv:2608.00001')).toMatch(/og:image" content="[^"]*\/assets\/card\./);
  const answer = await site.get('/cards/arxiv:2608.00001.png');
  expect([answer.status, answer.headers.get('location')]).toEqual([
    302,
    expect.stringMatching(/^\/assets\/card\./),
  ]);
});

test('no paper, no picture', async () => {
  const site = await openSite();
  expect((await site.get('/cards/arxiv:2608.99999.png')).status).toBe(404);
});

test('a crowd that asks for many at once has some, and none waits for long', async () => {
  const drawer = createCardDrawer();
  const drawn = await Promise.all(
    Array.from({ length: 30 }, (_, at) => drawer.draw(card(`Paper number ${at}`))),
  );
  expect(drawn.filter(Boolean)).toHaveLength(8);
  expect(await drawer.draw(card('Paper number 0'))).toBe(drawn[0]);
  expect(await drawer.draw(card('Paper number 29'))).toBeDefined();
});
