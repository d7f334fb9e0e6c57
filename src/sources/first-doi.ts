/** Some papers name several DOIs in one field; the first is the published version. */
export function firstDoi(text: string | undefined): string | undefined {
  return text?.trim().split(/[\s;,]+/)[0] || undefined;
}
