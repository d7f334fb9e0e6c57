import type { Command, CommandContext, TextOutput } from './command.ts';
import { WrongUseError } from './command.ts';

export interface Program {
  commands: Command[];
  version: string;
  stdout: TextOutput;
  stderr: TextOutput;
  /** Opens what commands may use; throws an Error with a sentence for people when the configuration is wrong. */
  openContext(): Promise<CommandContext & { close(): Promise<void> }>;
}

/**
 * Finds the command that `args` name and runs it.
 * Answers the exit code: 0 done, 1 failed, 2 wrong use. Never throws, never shows a stack for an expected failure.
 */
export async function runProgram(program: Program, args: string[]): Promise<0 | 1 | 2> {
  const { commands, stdout, stderr, version } = program;
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === 'help') {
    (name === undefined ? stderr : stdout).write(overview(commands));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    stdout.write(`offprint ${version}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    stderr.write(`offprint: there is no command "${name}".\n\n${overview(commands)}`);
    return 2;
  }
  if (rest.includes('--help')) {
    stdout.write(command.usage);
    return 0;
  }
  return runCommand(program, command, rest);
}

async function runCommand(
  { openContext, stderr }: Program,
  command: Command,
  args: string[],
): Promise<0 | 1 | 2> {
  let context: Awaited<ReturnType<typeof openContext>> | undefined;
  try {
    context = await openContext();
    return await command.run(context, args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    stderr.write(`offprint ${command.name}: ${message}\n`);
    if (error instanceof WrongUseError) stderr.write(`See bin/offprint ${command.name} --help.\n`);
    return error instanceof WrongUseError || isConfigError(error) ? 2 : 1;
  } finally {
    await context?.close();
  }
}

function isConfigError(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConfigError';
}

function overview(commands: Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`);
  return `Usage: bin/offprint COMMAND [...]

Trending research papers in your inbox once a day, and a search that finds the rest.

${lines.join('\n')}

bin/offprint COMMAND --help says more. Exit codes: 0 done, 1 failed, 2 wrong use.
`;
}
