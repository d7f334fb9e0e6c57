/** Resolves character references once: the named ones that metadata holds, and every numeric one. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}\d?));/g,
    (whole: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      return isCharacter(code) ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Removes the markup that metadata carries; `CO<sub>2</sub>` becomes `CO₂`. What is no known tag (`<eos>`, `a < b`) stays. */
export function stripTags(text: string): string {
  if (!/<\/?[a-z]/i.test(text)) return text;
  return text
    .replace(/<sup>([^<>]{1,20})<\/sup>/gi, (_, inner: string) => toSuperscript(inner) ?? inner)
    .replace(/<sub>([^<>]{1,20})<\/sub>/gi, (_, inner: string) => toSubscript(inner) ?? inner)
    .replace(BLOCK_TAG, ' ')
    .replace(INLINE_TAG, '');
}

/** The text as superscript characters, if there is one for each. */
export function toSuperscript(text: string): string | undefined {
  return mapCharacters(text, SUPERSCRIPTS);
}

/** The text as subscript characters, if there is one for each. */
export function toSubscript(text: string): string | undefined {
  return mapCharacters(text, SUBSCRIPTS);
}

const ATTRIBUTES = '(?:\\s[^<>]{0,300})?';
const BLOCK_TAG = new RegExp(
  `</?(?:(?:jats:)?(?:p|title|sec|list|list-item)|br|div|li|ul|ol|h[1-6])${ATTRIBUTES}\\s*/?>`,
  'gi',
);
const INLINE_TAG = new RegExp(
  `</?(?:(?:jats|mml):[a-z-]{1,30}|sup|sub|i|b|em|strong|tt|u|sc|scp|small|span|font|a|italic|bold|inf)${ATTRIBUTES}\\s*/?>`,
  'gi',
);

const ENTITIES: { [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  plusmn: '±',
  times: '×',
  divide: '÷',
  middot: '·',
  bull: '•',
  micro: 'µ',
  sect: '§',
  para: '¶',
  minus: '−',
  le: '≤',
  ge: '≥',
  ne: '≠',
  asymp: '≈',
  infin: '∞',
  radic: '√',
  sup1: '¹',
  sup2: '²',
  sup3: '³',
  frac12: '½',
  frac14: '¼',
  rarr: '→',
  larr: '←',
  harr: '↔',
  prime: '′',
  aacute: 'á',
  agrave: 'à',
  acirc: 'â',
  atilde: 'ã',
  auml: 'ä',
  aring: 'å',
  aelig: 'æ',
  ccedil: 'ç',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  euml: 'ë',
  iacute: 'í',
  igrave: 'ì',
  icirc: 'î',
  iuml: 'ï',
  ntilde: 'ñ',
  oacute: 'ó',
  ograve: 'ò',
  ocirc: 'ô',
  otilde: 'õ',
  ouml: 'ö',
  oslash: 'ø',
  uacute: 'ú',
  ugrave: 'ù',
  ucirc: 'û',
  uuml: 'ü',
  yacute: 'ý',
  yuml: 'ÿ',
  szlig: 'ß',
  scaron: 'š',
  oelig: 'œ',
  eth: 'ð',
  thorn: 'þ',
  Aacute: 'Á',
  Agrave: 'À',
  Acirc: 'Â',
  Atilde: 'Ã',
  Auml: 'Ä',
  Aring: 'Å',
  AElig: 'Æ',
  Ccedil: 'Ç',
  Eacute: 'É',
  Egrave: 'È',
  Ecirc: 'Ê',
  Euml: 'Ë',
  Iacute: 'Í',
  Ntilde: 'Ñ',
  Oacute: 'Ó',
  Ocirc: 'Ô',
  Ouml: 'Ö',
  Oslash: 'Ø',
  Uacute: 'Ú',
  Uuml: 'Ü',
  Yacute: 'Ý',
  Scaron: 'Š',
  OElig: 'Œ',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  iota: 'ι',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  upsilon: 'υ',
  phi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
  Gamma: 'Γ',
  Delta: 'Δ',
  Theta: 'Θ',
  Lambda: 'Λ',
  Sigma: 'Σ',
  Phi: 'Φ',
  Psi: 'Ψ',
  Omega: 'Ω',
};

const SUPERSCRIPTS = new Map(zip('0123456789+-−=()nih', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱʰ'));
const SUBSCRIPTS = new Map(zip('0123456789+-−=()aeoxijn', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓᵢⱼₙ'));

function zip(from: string, to: string): [string, string][] {
  const targets = [...to];
  return [...from].map((character, index) => [character, targets[index] ?? '']);
}

function mapCharacters(text: string, map: Map<string, string>): string | undefined {
  let mapped = '';
  for (const character of text) {
    const target = map.get(character);
    if (target === undefined) return undefined;
    mapped += target;
  }
  return mapped;
}

/** Control characters, surrogates and numbers past Unicode's end are no characters. */
function isCharacter(code: number): boolean {
  return (
    (code >= 0x20 || code === 0x0a || code === 0x09) && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  );
}
