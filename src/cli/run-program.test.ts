import { expect, test } from 'vitest';
import { ConfigError } from '../config.ts';
import { WrongUseError, type Command, type CommandContext } from './command.ts';
import { runProgram } from './run-program.ts';

const command = (name: string, run: Command['run']): Command => ({
  name,
  summary: `does ${name}`,
  usage: `Usage: ${name}\n`,
  run,
});

const commands = [
  command('works', async () => 0),
  command('fails', async () => {
    throw new Error('the disk is full');
  }),
  command('picky', async () => {
    throw new WrongUseError('picky needs a WORD');
  }),
];

async function run(args: string[], openContext?: () => Promise<never>) {
  const output = { stdout: '', stderr: '', closed: 0 };
  const code = await runProgram(
    {
      commands,
      version: '1.2.3',
      stdout: { write: (text) => void (output.stdout += text) },
      stderr: { write: (text) => void (output.stderr += text) },
      openContext:
        openContext ??
        (async () =>
          ({ close: async () => void output.closed++ }) as CommandContext & { close(): Promise<void> }),
    },
    args,
  );
  return { code, ...output };
}

test('a command that works exits with 0 and what it opened is closed', async () => {
  expect(await run(['works'])).toEqual({ code: 0, stdout: '', stderr: '', closed: 1 });
});

test('a failure is one sentence and exit code 1', async () => {
  expect(await run(['fails'])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'offprint fails: the disk is full\n',
    closed: 1,
  });
});

test('wrong use says how to get help and exits with 2', async () => {
  const { code, stderr } = await run(['picky']);
  expect(code).toBe(2);
  expect(stderr).toBe('offprint picky: picky needs a WORD\nSee bin/offprint picky --help.\n');
});

test('a wrong configuration exits with 2 and lists every problem', async () => {
  const { code, stderr } = await run(['works'], () => Promise.reject(new ConfigError(['One.', 'Two.'])));
  expect(code).toBe(2);
  expect(stderr).toContain('One.\nTwo.');
});

test('without a command, or with an unknown one, the commands are listed', async () => {
  expect((await run([])).code).toBe(2);
  const { code, stderr } = await run(['serach']);
  expect(code).toBe(2);
  expect(stderr).toContain('there is no command "serach"');
  expect(stderr).toContain('does works');
});

test('--help and --version open nothing', async () => {
  const refuse = (): Promise<never> => Promise.reject(new Error('opened'));
  expect((await run(['works', '--help'], refuse)).stdout).toBe('Usage: works\n');
  expect((await run(['--help'], refuse)).code).toBe(0);
  expect((await run(['--version'], refuse)).stdout).toBe('offprint 1.2.3\n');
});
