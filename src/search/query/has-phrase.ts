import { foldText } from '../analysis/fold-text.ts';

/**
 * A test for texts in which the phrase's words stand next to each other, in its order, folded as everywhere. Hyphens
 * and spaces between words are alike, and may be missing: `pre-trained`, `pre trained` and `pretrained` are one.
 */
export function phraseTest(phrase: string): (text: string) => boolean {
  const runs = foldText(phrase).match(RUN) ?? [];
  if (runs.length === 0) return () => false;
  const source = runs.map((run) => run.replace(/[+#]/g, '\\$&')).join(SEPARATOR);
  const pattern = new RegExp(`${startOf(runs[0]!)}${source}${endOf(runs.at(-1)!)}`, 'u');
  return (text) => {
    const folded = foldText(text);
    return pattern.test(folded) || (folded.includes('-') && pattern.test(folded.replace(HYPHENS, '')));
  };
}

const RUN = /[\p{L}\p{N}\p{M}]+(?:\+\+|#)?/gu;
/** Word breaks: up to a few signs, such as `, ` or `. "`. */
const SEPARATOR = '[^\\p{L}\\p{N}]{0,4}';
const HYPHENS = /(?<=[\p{L}\p{N}])-(?=[\p{L}\p{N}])/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}]/u;

/** Where words are written without spaces, a phrase may begin and end anywhere. */
const startOf = (run: string): string => (UNSPACED.test(run) ? '' : '(?<![\\p{L}\\p{N}])');
const endOf = (run: string): string =>
  UNSPACED.test(run) || /[+#]$/.test(run) ? '' : '(?![\\p{L}\\p{N}\\p{M}])';
