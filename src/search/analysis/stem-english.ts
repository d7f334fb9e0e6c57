/**
 * The stem of a lower-case English word: the Porter2 algorithm (M. F. Porter, "The English stemming algorithm",
 * snowballstem.org). Words with anything but letters a to z and apostrophes are returned as they are.
 */
export function stemEnglish(word: string): string {
  const known = recent.get(word) ?? earlier.get(word);
  if (known !== undefined) return known;
  const stem = findStem(word);
  if (word.length > MAX_KEPT_LENGTH) return stem;
  if (recent.size === MAX_KEPT) [earlier, recent] = [recent, new Map<string, string>()];
  recent.set(word, stem);
  return stem;
}

/** The words met last, in two generations: texts use the same ones again and again. */
let recent = new Map<string, string>();
let earlier = new Map<string, string>();
const MAX_KEPT = 30_000;
/** A longer string that was cut out of a text keeps all of that text in memory. */
const MAX_KEPT_LENGTH = 12;

function findStem(word: string): string {
  if (word.length <= 2 || !/^[a-z']+$/.test(word)) return word;
  const exception = exceptions.get(word);
  if (exception !== undefined) return exception;
  let stem = markConsonantY(word.replace(/^'/, ''));
  const r1 = startOfR1(stem);
  const r2 = regionAfter(stem, r1);
  stem = stem.replace(/'s?'?$/, '');
  stem = removePlural(stem);
  if (finalAfterPlural.has(stem)) return stem;
  stem = removePast(stem, r1);
  stem = stem.replace(/(?<=.)([^aeiouy])[yY]$/, '$1i');
  stem = replaceSuffix(stem, step2, r1);
  stem = removeStep3(stem, r1, r2);
  stem = removeStep4(stem, r2);
  stem = removeFinal(stem, r1, r2);
  return stem.toLowerCase();
}

const VOWEL = /[aeiouy]/;
const isVowel = (letter: string | undefined): boolean => letter !== undefined && 'aeiouy'.includes(letter);

/** A y that is a consonant (at the start, after a vowel) is written Y while the steps run. */
function markConsonantY(word: string): string {
  if (!word.includes('y')) return word;
  return word.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y');
}

function startOfR1(word: string): number {
  const prefix = /^(?:gener|commun|arsen)/.exec(word);
  return prefix ? prefix[0].length : regionAfter(word, 0);
}

/** Where the region begins that follows the first non-vowel after a vowel, looking from `from` on. */
function regionAfter(word: string, from: number): number {
  for (let at = from + 1; at < word.length; at++) {
    if (isVowel(word[at - 1]) && !isVowel(word[at])) return at + 1;
  }
  return word.length;
}

function removePlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (/(?:ied|ies)$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/(?:us|ss)$/.test(word) || !word.endsWith('s')) return word;
  return VOWEL.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function removePast(word: string, r1: number): string {
  const eed = /(?:eedly|eed)$/.exec(word);
  if (eed) return eed.index >= r1 ? `${word.slice(0, eed.index)}ee` : word;
  const past = /(?:ingly|edly|ing|ed)$/.exec(word);
  if (!past || !VOWEL.test(word.slice(0, past.index))) return word;
  const stem = word.slice(0, past.index);
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(stem)) return stem.slice(0, -1);
  return r1 >= stem.length && endsInShortSyllable(stem) ? `${stem}e` : stem;
}

function endsInShortSyllable(word: string): boolean {
  return /^[aeiouy][^aeiouy]$/.test(word) || /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word);
}

type SuffixTable = [suffix: string, replacement: string, after?: RegExp][];

/** Longest first. */
const step2: SuffixTable = [
  ['ization', 'ize'],
  ['ational', 'ate'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['lessli', 'less'],
  ['entli', 'ent'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['ousli', 'ous'],
  ['iviti', 'ive'],
  ['fulli', 'ful'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['izer', 'ize'],
  ['ator', 'ate'],
  ['alli', 'al'],
  ['bli', 'ble'],
  ['ogi', 'og', /l$/],
  ['li', '', /[cdeghkmnrt]$/],
];

const step3: SuffixTable = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];

function replaceSuffix(word: string, table: SuffixTable, region: number): string {
  for (const [suffix, replacement, after] of table) {
    if (!word.endsWith(suffix)) continue;
    const start = word.length - suffix.length;
    const stem = word.slice(0, start);
    return start >= region && (!after || after.test(stem)) ? stem + replacement : word;
  }
  return word;
}

function removeStep3(word: string, r1: number, r2: number): string {
  if (word.endsWith('ative')) return word.length - 5 >= r2 ? word.slice(0, -5) : word;
  return replaceSuffix(word, step3, r1);
}

const STEP4 = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|ion)$/;

function removeStep4(word: string, r2: number): string {
  const suffix = STEP4.exec(word);
  if (!suffix || suffix.index < r2) return word;
  const stem = word.slice(0, suffix.index);
  return suffix[0] === 'ion' && !/[st]$/.test(stem) ? word : stem;
}

function removeFinal(word: string, r1: number, r2: number): string {
  const start = word.length - 1;
  if (word.endsWith('e')) {
    const isRemoved = start >= r2 || (start >= r1 && !endsInShortSyllable(word.slice(0, start)));
    return isRemoved ? word.slice(0, start) : word;
  }
  return word.endsWith('ll') && start >= r2 ? word.slice(0, start) : word;
}

/** Words that the rules would get wrong. */
const exceptions = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
  ['sky', 'sky'],
  ['news', 'news'],
  ['howe', 'howe'],
  ['atlas', 'atlas'],
  ['cosmos', 'cosmos'],
  ['bias', 'bias'],
  ['andes', 'andes'],
]);

const finalAfterPlural = new Set('inning outing canning herring earring proceed exceed succeed'.split(' '));
