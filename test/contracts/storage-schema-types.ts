import { resolve } from 'node:path';
import ts from 'typescript';

/** `{table: {column: 'text' | 'number' | 'bytes', with ' or null' where it may be}}` */
export interface TableColumns {
  [table: string]: { [column: string]: string };
}

/** What the `Schema` interface of src/storage/schema.ts says, read by the compiler. */
export function readSchemaTypes(): TableColumns {
  const path = resolve(import.meta.dirname, '../../src/storage/schema.ts');
  const program = ts.createProgram([path], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const declaration = source?.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === 'Schema',
  );
  if (!declaration) throw new Error(`${path} declares no interface Schema`);
  const tables: TableColumns = {};
  for (const table of checker.getTypeAtLocation(declaration).getProperties()) {
    const columns: { [column: string]: string } = {};
    for (const column of checker.getTypeOfSymbol(table).getProperties()) {
      columns[column.name] = describe(checker.getTypeOfSymbol(column), checker);
    }
    tables[table.name] = columns;
  }
  return tables;
}

/** What reading a column of this type answers. */
function describe(type: ts.Type, checker: ts.TypeChecker): string {
  const selected = type.getProperty('__select__');
  const read = selected ? checker.getTypeOfSymbol(selected) : type;
  const isNullable = read.isUnion() && read.types.some((part) => part.flags & ts.TypeFlags.Null);
  return `${kindOf(checker.getNonNullableType(read), checker)}${isNullable ? ' or null' : ''}`;
}

function kindOf(type: ts.Type, checker: ts.TypeChecker): string {
  if (checker.isTypeAssignableTo(type, checker.getStringType())) return 'text';
  if (checker.isTypeAssignableTo(type, checker.getNumberType())) return 'number';
  const name = checker.typeToString(type);
  return /^(Uint8Array|Buffer)\b/.test(name) ? 'bytes' : `unknown type ${name}`;
}
