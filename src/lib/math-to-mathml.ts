import temml from 'temml';

/**
 * Turns the TeX source of one formula into MathML with nothing in it but presentation: tags and attributes come from a
 * fixed list, so neither a script nor a style nor an address can pass. Answers nothing where the source is no
 * mathematics that can be shown; the caller then shows the source itself.
 */
export function mathToMathml(source: string): string | undefined {
  const known = remembered.get(source);
  if (known !== undefined) return known || undefined;
  const markup = source.length <= MAX_SOURCE_LENGTH ? keepPresentation(convert(source)) : '';
  if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
  remembered.set(source, markup);
  return markup || undefined;
}

/** Pure memory of a pure function: the same few thousand formulas stand on every list. Empty: can't be shown. */
const remembered = new Map<string, string>();
const MAX_REMEMBERED = 10_000;
const MAX_SOURCE_LENGTH = 2_000;

/** What abstracts use and Temml doesn't know; each is written with what it does know. */
const macros: { [name: string]: string } = {
  '\\mbox': '\\text{#1}',
  '\\hbox': '\\text{#1}',
  '\\textsc': '\\text{#1}',
  '\\mathds': '\\mathbb{#1}',
  '\\mathbbm': '\\mathbb{#1}',
  '\\bbone': '\\mathbb{1}',
  '\\ensuremath': '#1',
  '\\xspace': '',
  '\\emph': '\\textit{#1}',
  '\\micro': '\\mu',
  '\\degree': '^{\\circ}',
  '\\degrees': '^{\\circ}',
  '\\lesssim': '≲',
  '\\gtrsim': '≳',
  '\\la': '≲',
  '\\ga': '≳',
  '\\lsim': '≲',
  '\\gsim': '≳',
  '\\eps': '\\varepsilon',
  '\\ve': '\\varepsilon',
  '\\vp': '\\varphi',
  '\\ra': '\\to',
  '\\Bbb': '\\mathbb{#1}',
  '\\Cal': '\\mathcal{#1}',
  '\\mathrsfs': '\\mathscr{#1}',
  '\\makebox': '\\text{#1}',
  '\\vc': '\\mathbf{#1}',
  '\\mb': '\\mathbf{#1}',
  '\\R': '\\mathbb{R}',
  '\\C': '\\mathbb{C}',
  '\\Z': '\\mathbb{Z}',
  '\\N': '\\mathbb{N}',
  '\\Q': '\\mathbb{Q}',
  '\\F': '\\mathbb{F}',
  '\\RR': '\\mathbb{R}',
  '\\CC': '\\mathbb{C}',
  '\\ZZ': '\\mathbb{Z}',
  '\\NN': '\\mathbb{N}',
  '\\QQ': '\\mathbb{Q}',
  '\\FF': '\\mathbb{F}',
  '\\Rn': '\\mathbb{R}^n',
};

/** An author's own macro, say \Hilb, isn't known to anyone else: its name is set upright, as its author likely did. */
function convert(source: string): string {
  // To TeX it begins a comment, which would take the closing brace along; in an abstract it is always per cent.
  let attempt = source.replace(/(?<!\\)%/g, '\\%');
  for (let tries = 0; tries < MAX_UNKNOWN_COMMANDS; tries += 1) {
    try {
      // Temml writes \gdef into the table it is given, so each formula gets its own.
      const own = { ...macros };
      return temml.renderToString(attempt, { ...limits, macros: own });
    } catch (error) {
      // Temml throws its own ParseError and, for some bad input such as `x^`, plain TypeErrors.
      const command = /Unsupported function name: \\([a-zA-Z]+)/.exec(String(error))?.[1];
      if (command === undefined || /^(href|url|html.*)$/.test(command)) return '';
      attempt = attempt.replace(
        new RegExp(`\\\\${command}(?![a-zA-Z])`, 'g'),
        `{\\operatorname{${command}}}`,
      );
    }
  }
  return '';
}

const MAX_UNKNOWN_COMMANDS = 8;

const limits = { throwOnError: true, trust: false, maxExpand: 200, maxSize: [4, 60] as [number, number] };

/** Rebuilds the markup from allowed parts. Empty when it holds a tag that isn't in the list. */
function keepPresentation(markup: string): string {
  let refused = markup === '';
  const kept = markup.replace(
    /<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|[^">])*)>/g,
    (_tag, slash, name, attributes) => {
      if (!TAGS.has(String(name))) refused = true;
      return `<${slash}${name}${slash ? '' : keepAttributes(String(attributes))}>`;
    },
  );
  return refused ? '' : kept;
}

function keepAttributes(attributes: string): string {
  return [...attributes.matchAll(/([\w-]+)="([^"<>]*)"/g)]
    .filter(([, name, value]) => ATTRIBUTES.has(name ?? '') && SAFE_VALUE.test(value ?? ''))
    .map(([, name, value]) => ` ${name}="${value}"`)
    .join('');
}

/** MathML Core's presentation tags. Left out on purpose: a, semantics, annotation, maction, mglyph. */
const TAGS = new Set(
  (
    'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover ' +
    'mmultiscripts mprescripts mtable mtr mtd mpadded mphantom mstyle menclose none'
  ).split(' '),
);

const ATTRIBUTES = new Set(
  (
    'display displaystyle scriptlevel mathvariant stretchy fence form separator symmetric largeop movablelimits ' +
    'accent accentunder lspace rspace minsize maxsize linethickness width height depth voffset columnalign ' +
    'columnspacing rowspacing columnspan rowspan notation class'
  ).split(' '),
);

const SAFE_VALUE = /^[\w .%-]*$/;
