/** Breaks a text into lines of at most `width` characters at its spaces; longer words stand alone, unbroken. */
export function wrapText(text: string, { width, indent = '' }: { width: number; indent?: string }): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  lines.push(line);
  return lines.join(`\n${indent}`);
}
