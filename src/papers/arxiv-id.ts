/** An arXiv identifier without its version, and the version where the text had one. */
export interface ArxivId {
  value: string;
  version?: number;
}

/**
 * Reads a bare arXiv identifier in any of its three shapes: `2310.16390` (since 2015), `0704.0001` (2007 to 2014),
 * `hep-th/9901001` or `math.GT/0309136` (before; the subject class is no part of the identity), each with or without
 * `v3`. See https://info.arxiv.org/help/arxiv_identifier.html.
 */
export function parseArxivId(text: string): ArxivId | undefined {
  const match = /^(.+?)(?:v(\d{1,3}))?$/i.exec(text);
  if (!match?.[1]) return undefined;
  const value = newStyle(match[1]) ?? oldStyle(match[1]);
  if (!value) return undefined;
  const version = Number(match[2] ?? 0);
  return version > 0 ? { value, version } : { value };
}

/**
 * Mends an identifier that some program took for a decimal number, as data sets in circulation have it: `704.301` is
 * `0704.3010` and `1506.0101300000001` is `1506.01013`. Anything else comes back as it was.
 */
export function mendArxivId(text: string): string {
  const match = /^(\d{3,4})\.(\d{1,20})$/.exec(text);
  if (!match?.[1]) return text;
  const month = match[1].padStart(4, '0');
  const mended = Number(text).toFixed(sequenceDigits(month)).padStart(text.length, '0');
  const candidate = mended.slice(-(month.length + 1 + sequenceDigits(month)));
  const padded = candidate.padStart(month.length + 1 + sequenceDigits(month), '0');
  return newStyle(padded) ?? text;
}

function newStyle(text: string): string | undefined {
  const match = /^(\d{2}(\d{2}))\.(\d{4,5})$/.exec(text);
  if (!match?.[1] || !match[3] || !isMonth(match[2])) return undefined;
  return match[1] >= '0704' && match[3].length === sequenceDigits(match[1]) ? text : undefined;
}

function oldStyle(text: string): string | undefined {
  const match = /^([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?\/(\d{2}(\d{2})\d{3})$/i.exec(text);
  if (!match?.[1] || !match[2] || !isMonth(match[3])) return undefined;
  return `${match[1].toLowerCase()}/${match[2]}`;
}

/** Four digits until the end of 2014, five since. */
function sequenceDigits(month: string): 4 | 5 {
  return month < '1501' ? 4 : 5;
}

function isMonth(digits: string | undefined): boolean {
  return digits !== undefined && digits >= '01' && digits <= '12';
}
