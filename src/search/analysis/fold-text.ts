/**
 * Text with what a searcher doesn't type taken away: lower case, compatibility forms (ﬁ, ², Ａ) resolved, accents off
 * Latin, Greek and Cyrillic letters, short vowels off Arabic and Hebrew ones, LaTeX markup stripped. Length may change.
 */
export function foldText(text: string): string {
  let folded = isAscii(text) ? text.toLowerCase() : foldUnicode(text);
  if (folded.includes('\\') || folded.includes('$')) folded = stripLatex(folded);
  return folded;
}

function isAscii(text: string): boolean {
  return !/[^\x00-\x7f]/.test(text);
}

function foldUnicode(text: string): string {
  return (
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(MARKS, '')
      // Back together: Hangul syllables, and the vowel signs of Indic scripts, which are letters and not accents.
      .normalize('NFC')
      .replace(/[^\x00-\x7f]/g, (letter) => foldedLetters.get(letter) ?? letter)
      .replace(LONE_SURROGATES, ' ')
  );
}

const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;

/** Half characters can't be stored as UTF-8: two different ones would become the same term. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** Letters that Unicode doesn't decompose, and the typographic signs that stand for plain ones. */
const foldedLetters = new Map<string, string>([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
  ['ħ', 'h'],
  ['ς', 'σ'],
  ['‐', '-'],
  ['‑', '-'],
  ['‒', '-'],
  ['–', '-'],
  ['−', '-'],
  ['’', "'"],
  ['‘', "'"],
  ['ʼ', "'"],
  ['\u00ad', ''],
  ['\u200b', ''],
]);

/**
 * `$L_2$` becomes l2, `H$_2$O` h2o, `$\beta$-VAE` beta-vae, `$\mathcal{O}(n)$` o(n). Names of Greek letters and of
 * unknown commands stay as words, those of formatting commands go.
 */
function stripLatex(text: string): string {
  return text
    .replace(/\\["'`^~=.]\s?\{?([a-z])\}?/g, '$1')
    .replace(/\\[uvhtcdbkr](?:\{([a-z])\}|\s([a-z]))/g, '$1$2')
    .replace(/\\([a-z]+)\*?\s?/g, (_, command: string) => (formatting.has(command) ? ' ' : ` ${command} `))
    .replace(/ *\$ *-/g, '-')
    .replace(/\$\s+|\s+\$/g, ' ')
    .replace(/[$_^{}\\]/g, '');
}

const formatting = new Set(
  (
    'mathcal mathbb mathbf mathrm mathit mathsf mathtt mathfrak mathscr bm boldsymbol text textbf textit texttt textsc textrm ' +
    'textsf emph em it bf rm sc tt operatorname left right big bigg hat tilde bar vec dot ddot widehat widetilde ' +
    'overline underline frac sqrt quad qquad url href cite ref label footnote ensuremath displaystyle'
  ).split(' '),
);
