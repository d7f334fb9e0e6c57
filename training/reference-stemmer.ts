/** Porter's stemmer (M. F. Porter, 1980), all five steps, for the reference BM25. */
const VOWEL = '(?:[aeiou]|(?<=[^aeiou])y)';
const MEASURE_ABOVE_0 = new RegExp(`^(?:(?!${VOWEL}).)*${VOWEL}+(?:(?!${VOWEL}).)`);
const MEASURE_ABOVE_1 = new RegExp(`^(?:(?!${VOWEL}).)*(?:${VOWEL}+(?:(?!${VOWEL}).)+){2}`);
const MEASURE_IS_1 = new RegExp(`^(?:(?!${VOWEL}).)*${VOWEL}+(?:(?!${VOWEL}).)+${VOWEL}*$`);
const HAS_VOWEL = new RegExp(VOWEL);
const ENDS_CVC = new RegExp(`(?:(?!${VOWEL}).)${VOWEL}(?:(?!${VOWEL})[^wxy])$`);

const STEP_2: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['logi', 'log'],
];
const STEP_3: readonly (readonly [string, string])[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];
const STEP_4 = [
  'al',
  'ance',
  'ence',
  'er',
  'ic',
  'able',
  'ible',
  'ant',
  'ement',
  'ment',
  'ent',
  'sion',
  'tion',
  'ou',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
].sort((a, b) => b.length - a.length);

export function stemWord(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  let stem = word;
  if (/(?:ss|i)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (/[^s]s$/.test(stem)) stem = stem.slice(0, -1);

  if (stem.endsWith('eed')) {
    if (MEASURE_ABOVE_0.test(stem.slice(0, -3))) stem = stem.slice(0, -1);
  } else {
    const cut = /(?:ed|ing)$/.exec(stem);
    const rest = cut === null ? '' : stem.slice(0, cut.index);
    if (cut !== null && HAS_VOWEL.test(rest)) {
      stem = rest;
      if (/(?:at|bl|iz)$/.test(stem)) stem += 'e';
      else if (/([^aeiouylsz])\1$/.test(stem)) stem = stem.slice(0, -1);
      else if (MEASURE_IS_1.test(stem) && ENDS_CVC.test(stem)) stem += 'e';
    }
  }
  if (stem.endsWith('y') && HAS_VOWEL.test(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;

  stem = replaceEnding(stem, STEP_2);
  stem = replaceEnding(stem, STEP_3);
  for (const ending of STEP_4) {
    if (!stem.endsWith(ending)) continue;
    const rest = ending === 'sion' || ending === 'tion' ? stem.slice(0, -3) : stem.slice(0, -ending.length);
    if (MEASURE_ABOVE_1.test(rest)) stem = rest;
    break;
  }
  if (stem.endsWith('e')) {
    const rest = stem.slice(0, -1);
    if (MEASURE_ABOVE_1.test(rest) || (MEASURE_IS_1.test(rest) && !ENDS_CVC.test(rest))) stem = rest;
  }
  if (stem.endsWith('ll') && MEASURE_ABOVE_1.test(stem.slice(0, -1))) stem = stem.slice(0, -1);
  return stem;
}

function replaceEnding(stem: string, endings: readonly (readonly [string, string])[]): string {
  for (const [ending, replacement] of endings) {
    if (!stem.endsWith(ending)) continue;
    const rest = stem.slice(0, -ending.length);
    return MEASURE_ABOVE_0.test(rest) ? rest + replacement : stem;
  }
  return stem;
}
