/** Why a judge's text is another than ours. */
export interface DifferenceClass {
  name: string;
  explains(titles: { raw: string; ours: string; theirs: string | undefined }): boolean;
}

/** Of every class a sample was looked at; the first that explains a difference has it. docs/cleaning.md says who is right. */
export const differenceClasses: DifferenceClass[] = [
  { name: 'the judge can’t read it', explains: ({ theirs }) => theirs === undefined },
  { name: 'kind of space', explains: sameAfter(spaces) },
  { name: 'kind of quotation mark or apostrophe', explains: sameAfter(spaces, quotes) },
  { name: 'form of epsilon', explains: sameAfter((text) => text.replaceAll('ϵ', 'ε')) },
  { name: 'control character', explains: sameAfter((text) => text.replace(/[\x00-\x1f\x7f]/g, '')) },
  { name: 'braces', explains: sameAfter(spaces, quotes, (text) => text.replace(/[{}]/g, '')) },
  { name: 'small capitals as capitals', explains: sameAfter(spaces, quotes, smallCapitals) },
  { name: 'raised and lowered text', explains: sameAfter(spaces, quotes, scripts) },
  {
    name: 'accent on a dotless i',
    explains: sameAfter(spaces, quotes, (text) => text.normalize('NFD').replaceAll('ı', 'i')),
  },
  { name: 'dashes', explains: sameAfter(spaces, quotes, (text) => text.replace(/[–—]|-+/g, '-')) },
  {
    name: 'tie, or sign for “about”',
    explains: sameAfter((text) => spaces(text.replaceAll('~', ' ')), quotes),
  },
  {
    name: 'percent taken for a comment',
    explains: ({ raw, ours, theirs = '' }) => /[^\\]%/.test(raw) && ours.startsWith(theirs),
  },
  {
    name: 'a Greek letter’s name broken into an accent',
    explains: ({ raw }) => /\\[bcdkrtuv]\{[a-z]{2,9}\}/.test(raw),
  },
  {
    name: 'a command or sign that the judge leaves out',
    explains: ({ raw, ours, theirs = '' }) => /\\./.test(raw) && isWithin(bare(theirs), bare(ours)),
  },
  {
    name: 'a command that the judge leaves as it stands',
    explains: ({ raw, theirs = '' }) => /\\./.test(raw) && theirs.includes('\\'),
  },
  { name: 'a command’s own words', explains: ({ raw }) => /\\[a-zA-Z]{2,}/.test(raw) },
];

function sameAfter(...steps: ((text: string) => string)[]): DifferenceClass['explains'] {
  const reduce = (text: string): string => steps.reduce((result, step) => step(result), text);
  return ({ ours, theirs = '' }) => reduce(ours) === reduce(theirs);
}

function spaces(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function quotes(text: string): string {
  return text.replace(/[‘’`´]/g, "'").replace(/[“”]|''/g, '"');
}

function smallCapitals(text: string): string {
  return text.toUpperCase();
}

/** Superscripts and subscripts as what they are compatible with, without what marks them. */
function scripts(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll('−', '-')
    .replace(/[\^_(){}]/g, '');
}

function bare(text: string): string {
  return scripts(quotes(text)).replace(/[\s\\]/g, '');
}

/** Whether the characters of `part` stand in `whole`, in order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const character of part) {
    at = whole.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
