import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { formatCount } from '../lib/format-count.ts';
import { mathToText } from '../lib/math-to-text.ts';
import type { Paper } from '../papers/paper.ts';
import { categoryName } from './category-names.ts';
import { dateWords } from './day-words.ts';

export const CARD_WIDTH = 1_200;
export const CARD_HEIGHT = 630;

/**
 * The picture that other services show beside a link to a paper (Open Graph), as SVG: its title, authors, field and day.
 * Undefined where the title {@link canBeDrawn | can't be drawn}.
 */
export function paperCard(paper: Paper): string | undefined {
  const title = mathToText(paper.title).slice(0, MAX_TITLE);
  if (!canBeDrawn(title)) return undefined;
  return renderToString(<Card title={title} authors={authorLine(paper.authors)} facts={factLine(paper)} />);
}

/** Whether the fonts have the letters of a title; what they lack would be drawn as empty boxes. */
export const canBeDrawn = (title: string): boolean => !UNDRAWABLE.test(title);

const UNDRAWABLE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]|\p{Emoji_Presentation}/u;

/** No title of more is shown whole. */
const MAX_TITLE = 500;

const MARGIN = 90;
const TITLE_TOP = 190;
/** The largest size is taken at which a title needs no more than so many lines. */
const TITLE_SIZES = [
  { size: 68, maxLines: 3 },
  { size: 58, maxLines: 3 },
  { size: 48, maxLines: 4 },
];
const SMALL = 30;

function Card({ title, authors, facts }: { title: string; authors: string; facts: string }): VNode {
  const { size, lines } = breakTitle(title);
  const lineHeight = size * 1.24;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={CARD_WIDTH}
      height={CARD_HEIGHT}
      font-family="DejaVu Serif"
      font-size={SMALL}
    >
      <rect width={CARD_WIDTH} height={CARD_HEIGHT} fill="#fcfbf8" />
      <rect y={CARD_HEIGHT - 18} width={CARD_WIDTH} height={18} fill="#a63420" />
      <Mark />
      <text x={MARGIN + 50} y={100} font-weight="bold" fill="#1d1a16">
        Offprint
      </text>
      {lines.map((line, at) => (
        <text
          x={MARGIN}
          y={TITLE_TOP + size * 0.5 + at * lineHeight}
          font-size={size}
          font-weight="bold"
          fill="#1d1a16"
        >
          {line}
        </text>
      ))}
      <text x={MARGIN} y={CARD_HEIGHT - 122} fill="#45403a">
        {authors}
      </text>
      <text x={MARGIN} y={CARD_HEIGHT - 70} fill="#6a635a">
        {facts}
      </text>
    </svg>
  );
}

/** assets/mark.svg, of the height of the word beside it. */
const Mark = (): VNode => (
  <g
    transform={`translate(${MARGIN - 4} 68) scale(1.25)`}
    fill="none"
    stroke-width="2"
    stroke-linecap="round"
  >
    <path
      d="M11 5V3.5A1.5 1.5 0 0 1 12.5 2h14A1.5 1.5 0 0 1 28 3.5v20a1.5 1.5 0 0 1-1.5 1.5H25"
      stroke="#c2472f"
      stroke-linejoin="round"
    />
    <rect x="4" y="7.5" width="18" height="22.5" rx="2" fill="#c2472f" />
    <path d="M8 13.5h10M8 18.5h10M8 23.5h6" stroke="#fff" />
  </g>
);

function breakTitle(title: string): { size: number; lines: string[] } {
  for (const { size, maxLines } of TITLE_SIZES) {
    const lines = breakLines(title, size);
    if (lines.length <= maxLines) return { size, lines };
  }
  const { size, maxLines } = TITLE_SIZES.at(-1)!;
  const lines = breakLines(title, size);
  const last = lines[maxLines - 1]!;
  const cut = fits(`${last}…`, size) ? last : last.replace(/\s+\S*$/, '');
  return { size, lines: [...lines.slice(0, maxLines - 1), `${cut}…`] };
}

/** As many words a line as fit; a word that is wider than a line is cut. */
function breakLines(title: string, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of title.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer, size)) line = longer;
    else {
      if (line !== '') lines.push(line);
      line = cutToFit(word, size);
    }
  }
  return line === '' ? lines : [...lines, line];
}

function cutToFit(word: string, size: number): string {
  if (fits(word, size)) return word;
  const characters = Array.from(word).slice(0, MAX_CHARACTERS);
  while (!fits(`${characters.join('')}…`, size)) characters.pop();
  return `${characters.join('')}…`;
}

/** "Ada Lovelace, Charles Babbage and 3 more" */
function authorLine(names: readonly string[]): string {
  const drawable = names.filter(canBeDrawn);
  for (let shown = Math.min(drawable.length, 4); shown > 0; shown--) {
    const more = names.length - shown;
    const line = drawable.slice(0, shown).join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '');
    if (fits(line, SMALL)) return line;
  }
  return '';
}

function factLine({ categories, publishedOn }: Paper): string {
  const field = categories[0] && (categoryName(categories[0]) ?? categories[0]);
  return [field, publishedOn && dateWords(publishedOn)].filter(Boolean).join(' · ');
}

const LINE_WIDTH = CARD_WIDTH - 2 * MARGIN;
/** Of any word, more than fit. */
const MAX_CHARACTERS = 100;

function fits(line: string, size: number): boolean {
  let width = 0;
  for (const character of line) width += widthOf(character);
  return width * size <= LINE_WIDTH;
}

/** Of a bold letter, as a share of the size: a guess from above, held against the fonts by the test. */
function widthOf(character: string): number {
  if (/[ijlI.,:;'’|! ]/.test(character)) return 0.42;
  if (/[tfrs()[\]-]/.test(character)) return 0.57;
  if (character > '\u024f') return 1.25;
  if (/[mwMWQ@%—…]/.test(character)) return 1.1;
  return /[A-Z&]/.test(character) ? 0.82 : 0.7;
}
