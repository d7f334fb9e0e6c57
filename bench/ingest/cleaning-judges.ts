import { execFileSync, spawnSync } from 'node:child_process';

/** Converts titles, all at once; undefined for one that it can't read. */
export type CleaningJudge = (titles: readonly string[]) => (string | undefined)[];

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Installs the two judges where they are missing; needs Debian and root. */
export function installCleaningJudges(): void {
  const isThere = (command: string, args: string[]): boolean => spawnSync(command, args).status === 0;
  if (isThere('pandoc', ['--version']) && isThere('perl', ['-MLaTeX::ToUnicode', '-e1'])) return;
  const packages = ['pandoc', 'liblatex-tounicode-perl'];
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { stdio: 'inherit' });
}

/** `pandoc -f latex -t plain`, a paragraph a title. */
export const askPandoc: CleaningJudge = (titles) => {
  const answers: (string | undefined)[] = [];
  for (let start = 0; start < titles.length; start += 100)
    answers.push(...askPandocTogether(titles.slice(start, start + 100)));
  return answers;
};

/** One broken title spoils all that it is asked with, so those are asked again in halves. */
function askPandocTogether(titles: readonly string[]): (string | undefined)[] {
  const { stdout, status } = spawnSync('pandoc', ['-f', 'latex', '-t', 'plain', '--wrap=none'], {
    input: titles.map((title) => `${title}\n\nQQENDQQ\n\n`).join(''),
    ...{ encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES },
  });
  const answers = stdout.split(/\n*QQENDQQ\n*/).slice(0, -1);
  if (status === 0 && answers.length === titles.length) return answers.map(oneLine);
  if (titles.length === 1) return [undefined];
  const middle = Math.ceil(titles.length / 2);
  return [...askPandocTogether(titles.slice(0, middle)), ...askPandocTogether(titles.slice(middle))];
}

/** Perl's `LaTeX::ToUnicode`, which is made for BibTeX and knows accents in braces alone: they are put there. */
export const askLatexToUnicode: CleaningJudge = (titles) => {
  const { stdout } = spawnSync(
    'perl',
    ['-CS', '-MLaTeX::ToUnicode=convert', '-ne', String.raw`chomp; print convert($_), "\n"`],
    {
      input: titles.map((title) => `${title.replace(ACCENT_WITHOUT_BRACES, '{$1}')}\n`).join(''),
      ...{ encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES },
    },
  );
  return stdout.split('\n').slice(0, titles.length).map(oneLine);
};

const ACCENT_WITHOUT_BRACES = /(?<!\{)(\\['`^"~=.](?:[a-zA-Z]|\\[ij](?![a-zA-Z])))/g;

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
