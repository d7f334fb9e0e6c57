import { SYMBOLS } from './latex-symbols.ts';

/** Commands that set their argument in another face; the letters stay. */
export const FONTS = new Set(
  (
    'mathcal mathscr mathfrak mathbf mathrm mathit mathsf mathtt mathnormal mathbb mathds mathbbm boldsymbol bm pmb ' +
    'text textrm textit textbf textsf texttt textsc textnormal mbox hbox emph operatorname ensuremath ' +
    'underline overline widehat widetilde overrightarrow underbrace overbrace boxed mathop mathrel mathbin'
  ).split(' '),
);

export const BLACKBOARD: { [letter: string]: string } = {
  A: '𝔸',
  C: 'ℂ',
  D: '𝔻',
  E: '𝔼',
  F: '𝔽',
  H: 'ℍ',
  K: '𝕂',
  N: 'ℕ',
  P: 'ℙ',
  Q: 'ℚ',
  R: 'ℝ',
  S: '𝕊',
  T: '𝕋',
  Z: 'ℤ',
  '1': '𝟙',
};

/** Commands that put a sign over a letter, as combining characters. */
export const ACCENTS: { [command: string]: string } = {
  hat: '\u0302',
  tilde: '\u0303',
  bar: '\u0304',
  vec: '\u20d7',
  dot: '\u0307',
  ddot: '\u0308',
  check: '\u030c',
  breve: '\u0306',
  acute: '\u0301',
  grave: '\u0300',
};

/** Upright names of functions. */
export const OPERATORS = new Set(
  (
    'log ln lg exp sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan max min sup inf lim limsup liminf ' +
    'arg argmax argmin det dim ker gcd deg hom Pr mod bmod polylog poly'
  ).split(' '),
);

/** Signs that stand between two things, with air on both sides. */
export const RELATIONS: { [command: string]: string } = pick(
  'sim simeq approx equiv cong propto neq ne leq le leqslant geq ge geqslant ll gg lesssim gtrsim in notin ni ' +
    'subset subseteq supset supseteq times pm mp wedge vee cup cap setminus oplus otimes rtimes ltimes to ' +
    'rightarrow longrightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto mid parallel perp',
  {
    iff: '⇔',
    implies: '⇒',
    gets: '←',
    Longrightarrow: '⇒',
    Longleftrightarrow: '⇔',
    longleftarrow: '←',
    longmapsto: '↦',
    hookrightarrow: '↪',
    twoheadrightarrow: '↠',
    prec: '≺',
    succ: '≻',
    preceq: '≼',
    succeq: '≽',
    asymp: '≍',
    doteq: '≐',
    coloneqq: '≔',
    triangleq: '≜',
    subsetneq: '⊊',
    nsubseteq: '⊈',
    models: '⊨',
    vdash: '⊢',
    ltimes: '⋉',
    gtrapprox: '⪆',
    lessapprox: '⪅',
    boxtimes: '⊠',
    odot: '⊙',
    sqcup: '⊔',
    sqcap: '⊓',
  },
);

/** Commands that are air, or nothing at all. */
export const SPACES: { [command: string]: string } = {
  ',': ' ',
  ';': ' ',
  ':': ' ',
  '>': ' ',
  ' ': ' ',
  '\\': ' ',
  quad: ' ',
  qquad: ' ',
  '!': '',
  '/': '',
  '-': '',
  limits: '',
  nolimits: '',
  displaystyle: '',
  textstyle: '',
  scriptstyle: '',
  rm: '',
  bf: '',
  it: '',
  cal: '',
  sf: '',
  tt: '',
  nonumber: '',
  protect: '',
};

/** Everything else that one sign stands for. */
export const SIGNS: { [command: string]: string } = {
  ...SYMBOLS,
  top: 'ᵀ',
  bot: '⊥',
  lbrace: '{',
  rbrace: '}',
  '{': '{',
  '}': '}',
  '|': '‖',
  lVert: '‖',
  rVert: '‖',
  lvert: '|',
  rvert: '|',
  '%': '%',
  '#': '#',
  '&': '&',
  _: '_',
  $: '$',
  Re: 'Re',
  Im: 'Im',
  varnothing: '∅',
  square: '□',
  Box: '□',
  triangle: '△',
  diamond: '⋄',
  angle: '∠',
  iint: '∬',
  oint: '∮',
  coprod: '∐',
  bigcup: '⋃',
  bigcap: '⋂',
  bigoplus: '⨁',
  bigotimes: '⨂',
  lnot: '¬',
  land: '∧',
  lor: '∨',
  imath: 'ı',
  jmath: 'ȷ',
  wp: '℘',
  beth: 'ℶ',
  varsigma: 'ς',
  varpi: 'ϖ',
  digamma: 'ϝ',
  vdots: '⋮',
  ddots: '⋱',
  colon: ':',
  backslash: '\\',
  mu: 'μ',
};

function pick(names: string, more: { [command: string]: string }): { [command: string]: string } {
  const picked = names.split(' ').map((name): [string, string] => [name, SYMBOLS[name] ?? '']);
  return { ...Object.fromEntries(picked), ...more };
}
