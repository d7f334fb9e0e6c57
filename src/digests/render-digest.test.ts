import { expect, test } from 'vitest';
import { site } from '../../test/support/digest-fixtures.ts';
import type { PaperId, PublicId } from '../papers/identifiers.ts';
import type { Paper } from '../papers/paper.ts';
import type { DigestPaper } from './digest.ts';
import { mailColors } from './mail-layout.tsx';
import { renderDigest } from './render-digest.ts';

const day = '2026-08-20';

function makePaper(number: number, parts: Partial<Paper> = {}): DigestPaper {
  const paper: Paper = {
    id: number as PaperId,
    publicId: `arxiv:2608.${String(number).padStart(5, '0')}` as PublicId,
    title: `Sorting in $O(n^{2})$ time, part ${number}`,
    abstract:
      'We show sorting. We prove that it is $\\alpha$-fast. Results show that it works. Code is available: a fourth sentence.',
    abstractKind: 'abstract',
    authors: ['Ada Lovelace', 'Émilie du Châtelet'],
    publishedOn: day,
    updatedOn: null,
    announcedOn: day,
    listedOn: day,
    categories: ['cs.DS'],
    venue: null,
    comment: null,
    license: null,
    identifiers: { arxivId: `2608.${String(number).padStart(5, '0')}` },
    links: { page: `https://arxiv.org/abs/2608.${number}`, code: `https://github.com/x/${number}` },
    versions: [],
    ...parts,
  };
  return { paper, reason: 'new in cs.DS, with code' };
}

const papers = (count: number, parts?: Partial<Paper>): DigestPaper[] =>
  Array.from({ length: count }, (_, index) => makePaper(index + 1, parts));
const render = (chosen: DigestPaper[]) =>
  renderDigest(site, {
    day,
    papers: chosen,
    reader: {
      unsubscribe: `${site.baseUrl}/subscriptions/unsubscribe/token`,
      preferences: `${site.baseUrl}/subscriptions/preferences/token`,
      liking: (paper) => `${site.baseUrl}/subscriptions/liking/token?paper=${paper}`,
      issue: (ofDay) => `${site.baseUrl}/subscriptions/issues/token/${ofDay}`,
      issues: `${site.baseUrl}/subscriptions/issues/token`,
    },
  });

test('the subject says how many papers there are and names the first', () => {
  expect(render(papers(12)).subject).toBe('12 papers: Sorting in O(n²) time, part 1');
  expect(render(papers(1)).subject).toMatch(/^1 paper: /);
  expect(render(papers(1, { title: 'word '.repeat(60).trim() })).subject.length).toBeLessThanOrEqual(110);
});

test('both parts hold every title, link and reason, and three sentences of each abstract', () => {
  const { html, text } = render(papers(20));
  for (const part of [html, text]) {
    for (let number = 1; number <= 20; number += 1) {
      expect(part).toContain(`Sorting in O(n²) time, part ${number}`);
      expect(part).toContain(
        `https://papers.example.org/papers/arxiv:2608.${String(number).padStart(5, '0')}`,
      );
      expect(part).toContain(`https://arxiv.org/abs/2608.${number}`);
      expect(part).toContain(`https://github.com/x/${number}`);
    }
    expect(part).toContain('We show sorting. We prove that it is α-fast. Results show that it works.');
    expect(part).not.toContain('fourth sentence');
    expect(part).toContain('https://papers.example.org/subscriptions/unsubscribe/token');
    expect(part).toContain('https://papers.example.org/days/2026-08-20');
    expect(part).toContain('https://papers.example.org/subscriptions/issues/token/2026-08-20');
    expect(part).toContain('More like this');
    expect(part).toContain('Not interested');
  }
});

test('the HTML stays below 90 KB at any number and length of papers, and keeps its footer', () => {
  const long = {
    title: 'Ü'.repeat(2_000),
    abstract: 'Ü '.repeat(5_000),
    authors: Array<string>(300).fill('Ü'.repeat(300)),
  };
  for (const chosen of [papers(200), papers(200, long), papers(1, long)]) {
    const { html, text, paperCount } = render(chosen);
    expect(Buffer.byteLength(html)).toBeLessThan(90_000);
    expect(html).toContain('/subscriptions/unsubscribe/token');
    expect(paperCount).toBeGreaterThan(0);
    expect(html.match(/<h[23] dir/g)).toHaveLength(paperCount);
    expect(text).toContain(
      paperCount === chosen.length ? 'All papers of the day' : `${200 - paperCount} more`,
    );
  }
});

test('language and direction are said twice, for programs that drop the html element', () => {
  const { html } = render(papers(1));
  expect(html.match(/<(html|div) lang="en" dir="ltr"/g)).toHaveLength(2);
  expect(html).toMatch(/<title>1 paper, Thursday 20 August<\/title>/);
});

test('text from outside stays text', () => {
  const { html } = render(
    papers(1, { title: '<script>alert(1)</script> & "quotes"', authors: ['<b>Eve</b>'] }),
  );
  expect(html).not.toMatch(/<script|<b>/);
  expect(html).toContain('&lt;script>');
});

test('there are no images and no backgrounds, and every colour is readable on white and on black', () => {
  const { html } = render(papers(3));
  expect(html).not.toMatch(/<img|background|bgcolor/);
  const used = new Set([...html.matchAll(/#[0-9a-f]{6}/g)].map(([color]) => color));
  expect([...used].sort()).toEqual(Object.values(mailColors).sort());
  for (const color of used) {
    for (const shown of [color, inverted(color), mirrored(color)]) {
      const isOwn = shown === color;
      if (isOwn) expect(contrast(shown, 1)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(shown, 0)).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test('a title that runs from right to left turns nothing else around', () => {
  const title = 'מיון מהיר (2026)';
  const { html, text, subject } = render(papers(1, { title }));
  expect(html).toMatch(/<h[23] dir="auto"/);
  expect(text).toContain(`\u2068${title}\u2069`);
  expect(subject).toMatch(/^\u2068.*\u2069$/);
  expect(render(papers(1)).text).not.toContain('\u2068');
});

test('anybody’s mail has no links that act for one reader', () => {
  const { html, text } = renderDigest(site, { day, papers: papers(3), reader: undefined });
  for (const part of [html, text]) {
    expect(part).not.toContain('/subscriptions/');
    expect(part).toContain('https://papers.example.org/digests/2026-08-20');
    expect(part).toContain('https://papers.example.org/#subscribe');
  }
});

test('a paper without authors, abstract and links outside is still one', () => {
  const { html, text } = render(papers(1, { authors: [], abstract: '', links: {} }));
  expect(html).toContain('part 1');
  expect(text).toContain('part 1');
});

test('the text part keeps to 76 columns where a line is not an address', () => {
  const { text } = render(papers(20, { authors: Array<string>(40).fill('Ada Lovelace') }));
  for (const line of text.split('\n'))
    if (!line.includes('https://')) expect(line.length).toBeLessThanOrEqual(76);
});

/** What a program shows that turns all colours around, on black. */
function inverted(color: string): string {
  const channels = [1, 3, 5].map((at) => 255 - parseInt(color.slice(at, at + 2), 16));
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** What a program shows that turns the lightness around and keeps the hue. */
function mirrored(color: string): string {
  const channels = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  const shift = 255 - Math.max(...channels) - Math.min(...channels);
  return `#${channels.map((value) => (value + shift).toString(16).padStart(2, '0')).join('')}`;
}

/** WCAG 2 contrast with a background of the given luminance. */
function contrast(color: string, background: number): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [light, dark] = [Math.max(luminance, background), Math.min(luminance, background)];
  return (light + 0.05) / (dark + 0.05);
}

test('both parts say how complete the day is', () => {
  const dayNote = 'All 812 papers of arXiv’s list are here.';
  const { html, text } = renderDigest(site, {
    day,
    dayNote,
    papers: papers(1),
    reader: { unsubscribe: '/u', preferences: '/p', liking: () => '/l', issue: () => '/i/day', issues: '/i' },
  });
  expect(html).toContain(dayNote);
  expect(text).toContain(dayNote);
});

test('the subject says how many papers are the reader’s own', () => {
  const own = papers(3).map((paper): DigestPaper => ({ ...paper, forYou: true }));
  const mail = render([...papers(9), ...own]);
  expect(mail.subject).toMatch(/^12 papers, 3 for you: /);
  expect(mail.html).toMatch(/For you<\/h2>[^]*Trending<\/h2>/);
  expect(mail.text).toMatch(/\nFor you\n-------\n\n1\.[^]*\nTrending\n--------\n\n4\. /);
});
