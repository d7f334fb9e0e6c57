import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Put there by bin/test. */
const checker = resolve('.cache/judges/node_modules/caniemail/dist/index.js');

/** Whether caniemail, which knows what mail programs make of HTML and CSS, is installed. */
export const knowsMailFeatures = existsSync(checker);

const clients = [
  ...['gmail.desktop-webmail', 'gmail.ios', 'gmail.android', 'outlook.windows', 'outlook.outlook-com'],
  ...['outlook.ios', 'apple-mail.macos', 'apple-mail.ios', 'yahoo.desktop-webmail', 'samsung-email.android'],
];

interface Finding {
  title: string;
}

/** What of an HTML mail one of the great mail programs leaves out or shows in its own way, by caniemail's names. */
export async function doubtfulFeatures(html: string): Promise<string[]> {
  const { caniemail } = (await import(pathToFileURL(checker).href)) as {
    caniemail(asked: { clients: string[]; html: string }): {
      issues: { errors: Map<string, Finding[]>; warnings: Map<string, Finding[]> };
    };
  };
  const { errors, warnings } = caniemail({ clients, html }).issues;
  const findings = [...errors.values(), ...warnings.values()].flat();
  return [...new Set(findings.map(({ title }) => title))].sort();
}
