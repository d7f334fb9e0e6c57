/** A place where a paper's code, model or data lives, in the one form all its spellings share. */
export interface CodeLink {
  kind: 'repository' | 'model' | 'dataset' | 'space';
  /** `https://github.com/owner/name`: no query, no path below, no `.git`; letters as written. */
  url: string;
  /** `github.com/owner/name` in small letters: equal for equal places, and what a signal is named for. */
  place: string;
}

/** A text with more addresses than this is a list of links, not a paper with code. */
const MAX_LINKS = 20;

/**
 * The repositories, models and data sets that an abstract or comment names, in order of appearance, each once. Knows
 * GitHub, GitLab, Bitbucket, Codeberg and Hugging Face, with or without scheme; copes with the full stop, bracket or
 * LaTeX around an address, with escaped underscores, with an address broken over two lines, and with one that goes on
 * to a branch or file. An address of an owner alone is no code link.
 */
export function findCodeLinks(text: string): CodeLink[] {
  const links = new Map<string, CodeLink>();
  if (!anyHost.test(text)) return [];
  for (const { groups } of mend(text).matchAll(addressPattern)) {
    const host = (groups?.host ?? '').toLowerCase();
    const segments = (groups?.path ?? '').split('/').map(cleanSegment).filter(Boolean);
    const link = readers[host]?.(segments);
    if (link && !links.has(link.place)) links.set(link.place, link);
    if (links.size >= MAX_LINKS) break;
  }
  return [...links.values()];
}

/** Most texts name none, and this is quick to see. */
const anyHost = /github|gitlab|bitbucket|codeberg|huggingface|hf\.co/i;

// Not preceded by a letter, digit, dot or hyphen, lest notgithub.com or gist.github.com count.
const addressPattern =
  /(?<![\w.-])(?:www\.)?(?<host>github\.com|raw\.githubusercontent\.com|gitlab\.com|bitbucket\.org|codeberg\.org|huggingface\.co|hf\.co)\/+(?<path>[\w.~/-]+)/gi;

/** Undoes what LaTeX and line breaks do to addresses. */
function mend(text: string): string {
  return (
    text
      .replaceAll(/\{?\\([_~%#&-])\}?/g, '$1')
      .replaceAll(/\u00ad|\u200b/g, '')
      // Broken after a slash, hyphen, underscore or dot within a name: the next line goes on with it.
      .replaceAll(
        /((?:github|gitlab|huggingface)\.(?:com|co)\/\S{0,200}[/_-])[ \t]{0,20}\r?\n[ \t]{0,20}(?=[\w.-])/gi,
        '$1',
      )
      // Broken after the host: what follows must look like owner/name.
      .replaceAll(/((?:github|gitlab)\.com\/) +(?=[\w-]+\/[\w.-])/gi, '$1')
  );
}

/** A sentence's end is no part of a name. */
function cleanSegment(segment: string): string {
  return segment.replace(/[.~]+$/, '').replace(/^~+/, '');
}

type Reader = (segments: string[]) => CodeLink | undefined;

const github: Reader = ([owner, name]) => repository('github.com', owner, name);

const readers: { [host: string]: Reader } = {
  'github.com': github,
  'raw.githubusercontent.com': github,
  'bitbucket.org': ([owner, name]) => repository('bitbucket.org', owner, name),
  'codeberg.org': ([owner, name]) => repository('codeberg.org', owner, name),
  'gitlab.com': readGitlab,
  'huggingface.co': readHuggingFace,
  'hf.co': readHuggingFace,
};

/** First path segments that are the site's own pages, not owners. */
const notOwners = new Set(
  (
    'about account apps blog blogs chat codespaces collections contact customer-stories docs enterprise events ' +
    'explore features groups help join learn login logout marketplace models new organizations orgs papers posts ' +
    'pricing pulls search security settings signup site sponsors stars tasks topics trending users welcome'
  ).split(' '),
);

function repository(host: string, owner: string | undefined, name: string | undefined): CodeLink | undefined {
  const repositoryName = name?.replace(/\.git$/i, '');
  if (!isOwner(owner) || !repositoryName || !isName(repositoryName)) return undefined;
  return linkTo('repository', `${host}/${owner}/${repositoryName}`);
}

/** Groups may be nested: `group/subgroup/name/-/tree/main`. */
function readGitlab(segments: string[]): CodeLink | undefined {
  const end = segments.findIndex((segment) => /^(?:-|tree|blob|raw|issues|wikis)$/.test(segment));
  const path = end < 0 ? segments : segments.slice(0, end);
  return repository('gitlab.com', path.slice(0, -1).join('/'), path.at(-1));
}

function readHuggingFace(segments: string[]): CodeLink | undefined {
  const kind = segments[0] === 'datasets' ? 'dataset' : segments[0] === 'spaces' ? 'space' : 'model';
  const [owner, name] = kind === 'model' ? segments : segments.slice(1);
  if (!isOwner(owner) || !name || !isName(name)) return undefined;
  return linkTo(kind, `huggingface.co/${kind === 'model' ? '' : `${kind}s/`}${owner}/${name}`);
}

function isOwner(owner: string | undefined): owner is string {
  return (
    owner !== undefined &&
    /^[a-z0-9][\w.-]*(?:\/[\w.-]+)*$/i.test(owner) &&
    owner.length <= 100 &&
    !notOwners.has(owner.toLowerCase())
  );
}

function isName(name: string): boolean {
  return name.length <= 100 && /[a-z0-9]/i.test(name);
}

function linkTo(kind: CodeLink['kind'], path: string): CodeLink {
  return { kind, url: `https://${path}`, place: path.toLowerCase() };
}
