import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from './clean-text.ts';

const tables: { [title: string]: [raw: string, clean: string][] } = {
  'accents and letters become characters': [
    [
      String.raw`Schr\"odinger's {\'e}tudes by Erd\H{o}s and Erd\H os`,
      "Schrödinger's études by Erdős and Erdős",
    ],
    [
      String.raw`\v{C}ech, {\v c}, \c{c}, \c c, fran\c{c}ais, \k{a}, \u{g}, \r u`,
      'Čech, č, ç, ç, français, ą, ğ, ů',
    ],
    [String.raw`Mart\'{\i}nez, Mart\'\i nez, na\"{\i}ve`, 'Martínez, Martínez, naïve'],
    [
      String.raw`K\o benhavn, \O stfold, stra\ss{}e, \L{}\'od\'z, \AA ngstr\"om`,
      'København, Østfold, straße, Łódź, Å ngström',
    ],
    [String.raw`n\~ao, pr\'e-entra\^inement, Tol\'ul\d{o}p\'e`, 'não, pré-entraînement, Tolúlọpé'],
    ['{Ü}mit, D{ž}amonja, St\\ütz', 'Ümit, Džamonja, Stütz'],
  ],
  'markup goes and what it marks stays': [
    [String.raw`\emph{very} {\it much} ({\bf so}) \textbf{\emph{indeed}}`, 'very much (so) indeed'],
    [String.raw`{BERT} for {\LaTeX} users`, 'BERT for LaTeX users'],
    [String.raw`as shown~\cite{a,b} in \S 3~\citep[p.~4]{c}.`, 'as shown in § 3.'],
    [
      String.raw`see \href{https://example.org/x}{our page} or \url{https://example.org/}`,
      'see our page or https://example.org/',
    ],
    [
      String.raw`the 19\textsuperscript{th}, H\textsubscript{2}O, 10^{-3}, \frac{1}{2}`,
      'the 19th, H₂O, 10⁻³, 1/2',
    ],
    [String.raw`an $\alpha$-decay, \alpha-decay, 3 \times 4`, 'an $\\alpha$-decay, α-decay, 3 × 4'],
  ],
  'escapes, dashes, quotes and ties are typeset': [
    [String.raw`50\% \& more \#1 a\_b \{x\}`, '50% & more #1 a_b {x}'],
    [String.raw`C:\textbackslash{}temp, \textbackslash alpha, \textbackslash{}$5`, 'C:∖temp, ∖ alpha, ∖$5'],
    [String.raw`86\\% of it\\and on`, '86% of it and on'],
    ['pages 1--4 --- and on', 'pages 1–4 — and on'],
    ["``quoted'' and `single' and ``half\"", '“quoted” and ‘single’ and “half”'],
    ['run it with --no-cache', 'run it with --no-cache'],
    ['Fig.~3, ~5 GB, https://example.org/~name', 'Fig. 3, ~5 GB, https://example.org/~name'],
    ["don't use `code` or D`Orazio", "don't use `code` or D`Orazio"],
  ],
  'an unknown command leaves its argument, or its name': [
    [String.raw`We introduce {\benchmark}, a new`, 'We introduce benchmark, a new'],
    [String.raw`\ourmethod{} wins, \wibble{it} loses`, 'wins, it loses'],
  ],
  'scrape accidents are mended': [
    ['32 and sim8B tokens (sim5%)', '32 and ∼8B tokens (∼5%)'],
    ['sim2real and Sim2Real transfer, sim8Bit', 'sim2real and Sim2Real transfer, sim8Bit'],
    ['by utilizing 4\\%-20\\%', 'by utilizing 4%-20%'],
  ],
  'mathematics is kept as it is': [
    ['$O(n^2)$ and $$x  =  y$$', '$O(n^2)$ and $x = y$'],
    [String.raw`\(a\%\) and \[\frac{1}{2}\] $ {\cal N} $`, '$a\\%$ and $\\frac{1}{2}$ ${\\cal N}$'],
    ['$a &lt; b$ with $x<i>y$', '$a < b$ with $x<i>y$'],
    [String.raw`by $\ W_{1+\infty}\ $ symmetry`, String.raw`by $\ W_{1+\infty}$ symmetry`],
    ["the `$L_1$' norm~$x$", "the `$L_1$' norm $x$"],
  ],
  'a dollar that delimits nothing is a dollar': [
    ['It costs $5.', 'It costs $5.'],
    ['between $5 and $10, where $x$ is', 'between $5 and $10, where $x$ is'],
    [String.raw`\$0.38 vs. \$1.59`, '$0.38 vs. $1.59'],
    ['$5-$10 and up', '$5-$10 and up'],
  ],
  // Each class of docs/cleaning.md with its example.
  'where other programs do it differently': [
    [`the cat's "tail'' and ''paws''`, "the cat's “tail” and “paws”"],
    ["f''(x), 2'' and 3'' pipes, the layer D''", "f''(x), 2'' and 3'' pipes, the layer D''"],
    [String.raw`a \beta-cat, 1\textperthousand, \pi* and \mathbb C^n`, 'a β-cat, 1‰, π* and C^n'],
    [String.raw`\underline{c}at`, 'cat'],
    [String.raw`10^{3} cats^{2,n}, M_{g,n}, loss_{cat}`, '10³ cats^(2,n), M_(g,n), loss_cat'],
    ['{37,35}Cat', '37,35Cat'],
    ['cat~2 eats ~5, 3~4, cat-~and', 'cat 2 eats ~5, 3~4, cat- and'],
    ['$a$~$b$--cats', '$a$ $b$–cats'],
    ['cats --Also dogs', 'cats –Also dogs'],
    ['a cat for $5', 'a cat for $5'],
    [String.raw`\textsc{CatNet}`, 'CatNet'],
    [String.raw`\b{eta}-cat, NF-\k{appa}B, \d{a}`, 'β-cat, NF-κB, ạ'],
    [String.raw`Mart{\'\i}n`, 'Martín'],
    [String.raw`\epsilon`, 'ε'],
    ['5% of cats', '5% of cats'],
    ['K\\"o\u007fthe', 'Köthe'],
    [String.raw`\^4\Cat`, '^4Cat'],
  ],
  'HTML is resolved': [
    ['AT&amp;T, AT\\&amp;T, &#233;t&#xE9;, &amp;lt;', 'AT&T, AT&T, été, <'],
    ['CO<sub>2</sub>, 10<sup>-3</sup>, <i>E. coli</i>', 'CO₂, 10⁻³, E. coli'],
    ['<jats:p>One.</jats:p><jats:p>Two.</jats:p>', 'One. Two.'],
    ['tokens such as <eos>, a < b and b > c, H&E; Q&A', 'tokens such as <eos>, a < b and b > c, H&E; Q&A'],
    ['&#0;&#xD800;&#99999999;', '&#0;&#xD800;&#99999999;'],
  ],
  'space and control characters are tidied': [
    ['  two\n  lines\tand\u00a0more\r\n', 'two lines and more'],
    ['a\u0000b\u0007c', 'a b c'],
    ['in\u00advisi\u200bble\ufeff', 'invisible'],
    ['e\u0301 and \ud800 lone', 'é and lone'],
    ['深層学習, نص, Ελλάδα', '深層学習, نص, Ελλάδα'],
  ],
};

for (const [title, table] of Object.entries(tables)) {
  describe(title, () => {
    test.each(table)('%j', (raw, clean) => expect(cleanText(raw)).toBe(clean));
  });
}

test('never throws, never leaves a line break or a double space, whatever the text', () => {
  const pieces = fc.constantFrom(
    '\\',
    '{',
    '}',
    '$',
    '$$',
    '\\(',
    '\\)',
    '~',
    '`',
    "''",
    '--',
    '&amp;',
    '<sub>',
    '\\cite{',
    '\\v',
    ' ',
    '\n',
    'a',
    '5',
    'é',
    '^{',
    '_{',
    '\ud83d',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (raw) => {
      const clean = cleanText(raw);
      expect(clean).not.toMatch(/\s\s|[\n\t]|^\s|\s$/);
    }),
    { numRuns: 500 },
  );
});

test.each([
  '\\',
  '{',
  '$',
  '\\(',
  '\\[ ',
  '`',
  '``',
  '<sup>',
  '&',
  '\\cite[',
  '\\footnote{',
  "\\'",
  '~',
  '--',
  '$5 ',
  '\\href{',
])('20,000 times %j takes no time', (piece) => {
  const before = process.cpuUsage().user;
  cleanText(piece.repeat(20_000));
  expect(process.cpuUsage().user - before).toBeLessThan(1_500_000);
});
