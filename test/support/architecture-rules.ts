import ts from 'typescript';
import { nodesOf, placeOf, type SourceFile } from './source-files.ts';

/** An invariant of the design that one file at a time can break. */
export interface ArchitectureRule {
  name: string;
  /** What to do about a breach. */
  advice: string;
  /** Tests have to keep it, too. */
  holdsForTests?: true;
  /** One sentence for each breach. */
  findBreaches: (file: SourceFile) => string[];
  /** A file that breaks it, to show that the rule can fail. */
  bad: { path: string; text: string };
}

const tiers = {
  edge: ['web', 'api', 'feeds', 'mcp', 'cli'],
  feature: ['papers', 'sources', 'ingest', 'search', 'trending', 'digests', 'accounts'],
  base: ['storage', 'jobs', 'mail', 'http', 'lib'],
} as const;

type Tier = keyof typeof tiers | 'root';

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '');

function tierOf(path: string): Tier {
  const folder = folderOf(path);
  for (const tier of ['edge', 'feature', 'base'] as const) {
    if ((tiers[tier] as readonly string[]).includes(folder)) return tier;
  }
  return 'root';
}

/** What each tier may import besides its own folder. `root` is src itself: main, app and config. */
const allowed: { [tier in Tier]: (target: string) => boolean } = {
  root: () => true,
  edge: (target) => tierOf(target) === 'feature' || tierOf(target) === 'base' || target === 'config.ts',
  feature: (target) => tierOf(target) === 'feature' || tierOf(target) === 'base',
  base: (target) => tierOf(target) === 'base',
};

const importsGoDownward: ArchitectureRule = {
  name: 'imports go downward: edges -> features -> base, and never from edge to edge',
  advice: 'move what is shared one tier down, or pass it in as an argument from app.ts',
  findBreaches: (file) =>
    file.imports.flatMap(({ target }) => {
      if (target === undefined || folderOf(target) === folderOf(file.path)) return [];
      if (target.startsWith('..')) return [`src/${file.path} imports ${target}, outside src`];
      return allowed[tierOf(file.path)](target) ? [] : [`src/${file.path} imports src/${target}`];
    }),
  bad: { path: 'papers/bad.ts', text: `import { page } from '../web/page.tsx';` },
};

const implementations = /^(openDatabase|openSearch\w*|openIndexer|(open|create)\w+Mailer)$/;

const onlyAppPicks: ArchitectureRule = {
  name: 'only app.ts and the entries of worker threads pick implementations of the database, the mailer and the search',
  advice: 'take a Database, Mailer or Search as an argument',
  findBreaches: (file) =>
    file.path === 'app.ts' || file.path.endsWith('-worker.ts')
      ? []
      : file.imports.flatMap(({ names }) =>
          names
            .filter((name) => implementations.test(name))
            .map((name) => `src/${file.path} imports ${name}`),
        ),
  bad: { path: 'digests/bad.ts', text: `import { openDatabase } from '../storage/open-database.ts';` },
};

const onlyConfigReadsEnvironment: ArchitectureRule = {
  name: 'only config.ts reads the environment',
  advice: 'add an option to the table in config.ts and pass its value',
  findBreaches: (file) =>
    file.path === 'config.ts'
      ? []
      : findNodes(file, (node) => /^(globalThis\.)?process\.env$/.test(textOfAccess(node))),
  bad: { path: 'mail/bad.ts', text: `export const host = process.env['HOST'];` },
};

const onlyClockReadsTime: ArchitectureRule = {
  name: 'only lib/clock.ts reads the time',
  advice: 'take a Clock as an argument; measure with monotonicMs',
  findBreaches: (file) => (file.path === 'lib/clock.ts' ? [] : findNodes(file, readsTime)),
  bad: { path: 'lib/bad.ts', text: `export const today = new Date();` },
};

function readsTime(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) {
    return node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0;
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return true;
  return ['Date.now', 'performance.now', 'process.hrtime'].includes(textOfAccess(node));
}

const queryVerbs = ['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'replaceInto'];

const noSqlInEdges: ArchitectureRule = {
  name: 'edges hold no SQL',
  advice: 'call a function of a feature, or add one there',
  findBreaches: (file) =>
    tierOf(file.path) !== 'edge'
      ? []
      : [
          ...importsOf(file, /^kysely/),
          ...findNodes(
            file,
            (node) => ts.isPropertyAccessExpression(node) && queryVerbs.includes(node.name.text),
          ),
        ],
  bad: { path: 'api/bad.ts', text: `export const all = (db) => db.selectFrom('papers').execute();` },
};

const noServerBelowEdges: ArchitectureRule = {
  name: 'features and base (but http/) know no web server, request or response',
  advice: 'answer a value or throw a named error; the edge turns it into a status',
  findBreaches: (file) =>
    tierOf(file.path) === 'edge' || tierOf(file.path) === 'root' || folderOf(file.path) === 'http'
      ? []
      : [
          ...importsOf(file, /^(@?hono\b|node:http)/),
          ...findNodes(
            file,
            (node) =>
              ts.isNewExpression(node) && /^(Response|HTTPException)$/.test(node.expression.getText()),
          ),
        ],
  bad: { path: 'papers/bad.ts', text: `export const missing = new Response('', { status: 404 });` },
};

const noMarkupBelowEdges: ArchitectureRule = {
  name: 'features and base write no markup, but for the templates of mails',
  advice: 'move the component to the edge that shows it',
  findBreaches: (file) =>
    tierOf(file.path) === 'edge' || ['digests', 'accounts', 'mail'].includes(folderOf(file.path))
      ? []
      : importsOf(file, /^preact/),
  bad: { path: 'search/bad.ts', text: `import { h } from 'preact';` },
};

const fileNames: ArchitectureRule = {
  name: 'file names are kebab-case and say what is inside',
  holdsForTests: true,
  advice: 'name the file for its main export',
  findBreaches: ({ path }) => {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/(\.test)?\.tsx?$/, '');
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return [`src/${path} is not kebab-case`];
    return /^(index|types|misc|common|(.*-)?(utils?|helpers?|manager))$/.test(name)
      ? [`src/${path} could hold anything`]
      : [];
  },
  bad: { path: 'lib/string-utils.ts', text: '' },
};

const MAX_LINES = 400;

const smallFiles: ArchitectureRule = {
  name: `files have at most ${MAX_LINES} lines`,
  holdsForTests: true,
  advice: 'split it: public things first, what they are made of in files of their own',
  findBreaches: ({ path, lineCount }) =>
    lineCount > MAX_LINES ? [`src/${path} has ${lineCount} lines`] : [],
  bad: { path: 'lib/bad.ts', text: '\n'.repeat(MAX_LINES + 1) },
};

const forbiddenWords: { [word: string]: string } = {
  article: 'paper',
  document: 'paper',
  edition: 'issue',
  newsletter: 'digest',
  delivered: 'submitted',
};

const vocabulary: ArchitectureRule = {
  name: 'names use the words of the design',
  advice: 'the glossary is in ARCHITECTURE.md',
  findBreaches: (file) =>
    [...nodesOf(file.tree)].flatMap((node) => {
      if (!ts.isIdentifier(node) || isWordOfOthers(node)) return [];
      const words = node.text.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase().replace(/s$/, ''));
      return words
        .filter((word) => Object.hasOwn(forbiddenWords, word))
        .filter((word) => !(word === 'document' && isAboutHtml(file)))
        .map((word) => `${placeOf(file, node)} ${node.text}: say ${forbiddenWords[word]}`);
    }),
  bad: { path: 'papers/bad.ts', text: `export const sentArticles = 1;` },
};

/** There the document is the browser's. */
const isAboutHtml = ({ path }: SourceFile): boolean => folderOf(path) === 'web';

/** Tags, attributes and properties are HTML's or a source's own words. */
function isWordOfOthers(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    ts.isJsxOpeningLikeElement(parent) ||
    ts.isJsxClosingElement(parent) ||
    ts.isJsxAttribute(parent) ||
    ((ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyAccessExpression(parent)) &&
      parent.name === node)
  );
}

export const architectureRules: ArchitectureRule[] = [
  importsGoDownward,
  onlyAppPicks,
  onlyConfigReadsEnvironment,
  onlyClockReadsTime,
  noSqlInEdges,
  noServerBelowEdges,
  noMarkupBelowEdges,
  fileNames,
  smallFiles,
  vocabulary,
];

function importsOf(file: SourceFile, pattern: RegExp): string[] {
  return file.imports
    .filter(({ specifier }) => pattern.test(specifier))
    .map(({ specifier }) => `src/${file.path} imports ${specifier}`);
}

function findNodes(file: SourceFile, isBreach: (node: ts.Node) => boolean): string[] {
  return [...nodesOf(file.tree)]
    .filter(isBreach)
    .map((node) => `${placeOf(file, node)} ${node.getText().split('\n')[0]}`);
}

/** `process.env` for a property access, else nothing. */
function textOfAccess(node: ts.Node): string {
  return ts.isPropertyAccessExpression(node) ? node.getText().replace(/[\s?]/g, '') : '';
}
