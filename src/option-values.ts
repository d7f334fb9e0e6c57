/** What stands between spaces or commas. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** A sentence about what is no port, for the table of options. */
export function portProblem(value: string): string | undefined {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535
    ? undefined
    : 'must be a whole number from 0 to 65535';
}

/** Whether it is an address of one of these protocols, each with its colon. */
export function isUrl(value: string, protocols: string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}
