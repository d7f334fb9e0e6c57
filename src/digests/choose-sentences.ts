import { stemEnglish } from '../search/analysis/stem-english.ts';
import { stopWords } from '../search/analysis/stop-words.ts';
import { tokenize } from '../search/analysis/tokenize.ts';
import { cutAtWord, sentenceEnds } from '../lib/first-sentences.ts';

/** Of a longer text the rest is not looked at: no abstract has so many sentences. */
const MAX_LENGTH = 8_000;
const MAX_SENTENCES = 60;

/** What speaks for a sentence, and against it. Chosen by reading the answers to some hundred abstracts. */
const WEIGHTS = {
  did: 2,
  found: 2,
  figure: 1,
  title: 2,
  opening: 0.3,
  background: -2.5,
  aside: -4,
  leaning: -1,
};

/**
 * The sentences of an abstract that say what was done and what was found, word for word and in their order: at most
 * `count` of them and `maxLength` characters. Where not one fits, the best one's beginning and an ellipsis.
 */
export function chooseSentences(
  { title, abstract }: { title: string; abstract: string },
  { count, maxLength }: { count: number; maxLength: number },
): string {
  const sentences = splitSentences(abstract);
  const whole = sentences.map(({ text }) => text).join(' ');
  if (sentences.length <= count && whole.length <= maxLength) return whole;
  const titleStems = stemsOf(title);
  const judged = sentences.map((sentence) => judge(sentence, titleStems));
  const chosen = new Set<JudgedSentence>();
  let room = maxLength;
  const take = (from: JudgedSentence[]): void => {
    const best = from
      .filter((one) => !chosen.has(one) && one.text.length <= room)
      .sort((a, b) => b.score - a.score || a.index - b.index)[0];
    if (!best || chosen.size >= count) return;
    chosen.add(best);
    room -= best.text.length + 1;
  };
  const best = judged.reduce(better);
  take(judged.filter(({ isDone }) => isDone || !best.isDone));
  if (chosen.size === 0) return cutAtWord(best.text, maxLength);
  const [first] = chosen;
  const isAfter = ({ index }: Sentence): boolean => index > first!.index;
  take(judged.filter((one) => one.isFound && isAfter(one)));
  // What stands before is why it was done, unless it says so itself.
  const others = judged.filter((one) => one.score > 0 && (isAfter(one) || one.isDone || one.isFound));
  for (let times = 0; times < count; times += 1) take(others);
  return [...chosen]
    .sort((a, b) => a.index - b.index)
    .map(({ text }) => text)
    .join(' ');
}

/** What was done comes before all else, even where it has to be cut. */
function better(one: JudgedSentence, other: JudgedSentence): JudgedSentence {
  if (one.isDone !== other.isDone) return one.isDone ? one : other;
  return other.score > one.score ? other : one;
}

interface Sentence {
  text: string;
  index: number;
}

interface JudgedSentence extends Sentence {
  score: number;
  /** Says what the authors did. */
  isDone: boolean;
  /** Says what came of it. */
  isFound: boolean;
}

function splitSentences(abstract: string): Sentence[] {
  const whole = abstract.replace(/\s+/g, ' ').trim().slice(0, MAX_LENGTH);
  let start = 0;
  return sentenceEnds(whole, MAX_SENTENCES).map((end, index) => {
    const text = whole.slice(start, end).trim();
    start = end;
    return { text, index };
  });
}

const DONE =
  /\b(?:we|this (?:paper|work|article|study|thesis|report|survey|review|note|letter)|the authors?)\b[^.]{0,60}?\b(?:propos|introduc|present|develop|design|devis|describ|deriv|build|built|construct|creat|stud(?:y|ies)|investigat|examin|explor|analy[sz]|address|formulat|formali|collect|releas|conduct|prov(?:e|es|ide)|establish|extend|generali[sz]|review|survey|train|measur|comput|employ|adapt|adopt|leverag|combin|implement|evaluat|report)/i;
const FOUND =
  /\b(?:we|results?|experiments?|findings|evaluations?|simulations?|analys[ei]s|observations?|data|it)\b[^.]{0,60}?\b(?:show|find|found|demonstrat|prov(?:e|es|ed)\b|observ|reveal|indicat|suggest|confirm|establish|conclud|detect|obtain|validat|verif)|\b(?:outperform|surpass|exceed|achiev|attain|improv(?:es|ed|ing)\b|reduc(?:es|ed|ing)\b|state[- ]of[- ]the[- ]art|significantly|up to \d)/i;
const FIGURE = /\d+(?:[.,]\d+)?\s?(?:%|×|x\b|percent|points?\b|times\b|-?fold\b|σ)|[<>≈~±]\s?\d|\d\.\d/;
const BACKGROUND =
  /^(?:recent(?:ly)?\b|in recent (?:years|decades)|in the (?:past|last) |over the (?:past|last) |with the (?:rapid |recent |growing )?(?:advent|rise|growth|development|advance|success|progress)|despite |although |while |there (?:is|are|has been) |nowadays|traditional(?:ly)?\b|existing |current(?:ly)?\b|previous |prior |conventional |most (?:existing|prior|current) |many )|\b(?:has|have) (?:recently )?(?:been |become |attracted|gained|shown|emerged|received|seen|witnessed|achieved|made)|\b(?:is|are|remains?) (?:a |an |one of the )?(?:fundamental|crucial|critical|essential|important|challenging|central|key|long-?standing|ubiquitous|widely)\b/i;
const ASIDE =
  /\b(?:code|data(?:set)?s?|models?|project|supplement\w*|implementation|source)\b[^.]{0,60}\b(?:available|released|found|open-?sourced?)\b|https?:\/\/|^keywords|©|\baccepted (?:at|to|by|for)\b/i;
/** Leans on the sentence before it. */
const LEANING =
  /^(?:however|moreover|furthermore|additionally|in addition|also|then|thus|therefore|hence|yet|but|it|they|these|those|such|this (?!paper|work|article|study|thesis|report|survey|review)|for (?:example|instance)|as a result|consequently|instead|further|second(?:ly)?|third(?:ly)?|to this end)\b/i;

function judge(sentence: Sentence, titleStems: Set<string>): JudgedSentence {
  const { text, index } = sentence;
  const isAside = ASIDE.test(text) && !FIGURE.test(text);
  const isDone = DONE.test(text) && !isAside;
  const isFound = FOUND.test(text) && !isAside;
  const isBackground = !isDone && BACKGROUND.test(text);
  const score =
    (isDone ? WEIGHTS.did : 0) +
    (isFound && !isBackground ? WEIGHTS.found : 0) +
    (FIGURE.test(text) && !isBackground ? WEIGHTS.figure : 0) +
    WEIGHTS.title * shareOf(titleStems, text) +
    (index === 0 ? WEIGHTS.opening : 0) +
    (isBackground ? WEIGHTS.background : 0) +
    (isAside ? WEIGHTS.aside : 0) +
    (LEANING.test(text) ? WEIGHTS.leaning : 0);
  return { ...sentence, score, isDone, isFound: isFound && !isBackground };
}

/** How much of the title a sentence takes up. */
function shareOf(titleStems: Set<string>, text: string): number {
  if (titleStems.size === 0) return 0;
  const own = stemsOf(text);
  return [...titleStems].filter((stem) => own.has(stem)).length / titleStems.size;
}

function stemsOf(text: string): Set<string> {
  return new Set(
    tokenize(text)
      .words.filter((word) => !stopWords.has(word))
      .map(stemEnglish),
  );
}
