import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve, sep } from 'node:path';
import ts from 'typescript';

/** One file of `src`, parsed. */
export interface SourceFile {
  /** Relative to `src`, with `/`. */
  path: string;
  isTest: boolean;
  lineCount: number;
  imports: Import[];
  tree: ts.SourceFile;
}

export interface Import {
  /** As written: `../lib/clock.ts`, `kysely`. */
  specifier: string;
  /** The path inside `src` that a relative specifier leads to. */
  target: string | undefined;
  names: string[];
}

const SRC = resolve(import.meta.dirname, '../../src');

/** Every TypeScript file of the program and its tests. */
export function readSourceFiles(): SourceFile[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
    .map((path) => parseSourceFile(path, readFileSync(join(SRC, path), 'utf8')));
}

export function parseSourceFile(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, { languageVersion: ts.ScriptTarget.Latest }, true);
  return {
    path,
    isTest: /\.test\.tsx?$/.test(path),
    lineCount: text.split('\n').length - 1,
    imports: findImports(path, tree),
    tree,
  };
}

/** All nodes of a file, in order. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

/** `path:line`, for messages. */
export function placeOf(file: SourceFile, node: ts.Node): string {
  return `src/${file.path}:${file.tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

function findImports(path: string, tree: ts.SourceFile): Import[] {
  const imports: Import[] = [];
  for (const node of nodesOf(tree)) {
    const specifier = specifierOf(node);
    if (specifier === undefined) continue;
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined;
    imports.push({ specifier, target, names: importedNames(node) });
  }
  return imports;
}

/** What `import`, `export ... from` and `import()` name. */
function specifierOf(node: ts.Node): string | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
    return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    return argument && ts.isStringLiteral(argument) ? argument.text : undefined;
  }
  return undefined;
}

function importedNames(node: ts.Node): string[] {
  if (!ts.isImportDeclaration(node)) return [];
  const bindings = node.importClause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}
