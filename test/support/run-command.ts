import type { Command, CommandContext } from '../../src/cli/command.ts';

/**
 * Runs a command with as much of a context as it uses; answers its exit code and what it wrote. What it throws, as for a
 * wrong use, is thrown.
 */
export async function runCommand(
  command: Command,
  args: string[],
  context: Partial<CommandContext>,
): Promise<{ code: 0 | 1; stdout: string; stderr: string }> {
  const output = { stdout: '', stderr: '' };
  const whole = {
    signal: new AbortController().signal,
    stdout: { write: (text: string) => void (output.stdout += text) },
    stderr: { write: (text: string) => void (output.stderr += text) },
    ...context,
  };
  const code = await command.run(whole as CommandContext, args);
  return { code, ...output };
}
