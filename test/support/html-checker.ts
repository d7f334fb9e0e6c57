import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Put there by bin/test; the package would, where it finds no Java, fetch one from elsewhere while it installs. */
const checker = process.env['VNU_JAR'] ?? '.cache/judges/node_modules/vnu-jar/build/dist/vnu.jar';

/** Whether the Nu HTML checker and a Java for it are installed. */
export const hasHtmlChecker = existsSync(checker) && spawnSync('java', ['-version']).error === undefined;

/** What the Nu HTML checker calls errors in pages, given by name: a sentence each, with the page's name. */
export function findMarkupErrors(pages: ReadonlyMap<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-pages-'));
  try {
    const names = [...pages.keys()];
    names.forEach((name, index) => writeFileSync(join(folder, `${index}.html`), pages.get(name) ?? ''));
    const { stderr } = spawnSync('java', ['-jar', checker, '--format', 'json', '--errors-only', folder], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const { messages } = JSON.parse(stderr) as {
      messages: { url: string; message: string; extract?: string }[];
    };
    return messages.map(
      ({ url, message, extract }) =>
        `${names[Number(/(\d+)\.html$/.exec(url)?.[1])]}: ${message} ${extract ?? ''}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
