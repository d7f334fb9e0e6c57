import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const OFFPRINT = resolve(import.meta.dirname, '../../bin/offprint');

/** Options of the program; see src/config.ts. */
export interface ProgramEnvironment {
  [variable: `OFFPRINT_${string}`]: string;
}

export interface CommandResult {
  /** The exit code; null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `bin/offprint ARGS` to its end. Nothing of this process's own OFFPRINT_ variables reaches it. */
export async function runCommand(
  args: string[],
  { env = {}, timeoutMs = 60_000 }: { env?: ProgramEnvironment; timeoutMs?: number } = {},
): Promise<CommandResult> {
  const { child, output } = start(args, env);
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  if (signal === 'SIGKILL') {
    throw new Error(`offprint ${args.join(' ')} did not end within ${timeoutMs} ms:\n${output.stderr}`);
  }
  return { code, ...output };
}

export interface RunningProgram {
  /** `http://127.0.0.1:PORT`, as printed. */
  address: string;
  pid: number;
  /** What it has written so far. */
  output: { stdout: string; stderr: string };
  /** Asks it to stop, waits, and answers its exit code. */
  stop(): Promise<number | null>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/** Runs `bin/offprint serve` until the test ends at the latest; resolves once it has printed its address. */
export async function startProgram(env: ProgramEnvironment): Promise<RunningProgram> {
  const { child, output } = start(['serve'], { OFFPRINT_PORT: '0', ...env });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    child.kill(signal);
    return (await closed)[0];
  };
  const kill = async (): Promise<void> => {
    await end('SIGKILL');
  };
  onTestFinished(kill);
  const address = await waitForAddress(child, output);
  return { address, pid: child.pid ?? 0, output, stop: () => end('SIGTERM'), kill };
}

/** A folder that goes with the test. */
export function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function start(
  args: string[],
  env: ProgramEnvironment,
): { child: ChildProcess; output: { stdout: string; stderr: string } } {
  const child = spawn(OFFPRINT, args, { env: { ...inherited(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return { child, output };
}

/** What a person's shell would have; not the variables of the test runner, nor those of the tests themselves. No network. */
function inherited(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG'];
  return { OFFPRINT_SOURCES: 'none', ...Object.fromEntries(names.map((name) => [name, process.env[name]])) };
}

const START_TIMEOUT_MS = 90_000;

function waitForAddress(child: ChildProcess, output: { stdout: string; stderr: string }): Promise<string> {
  return new Promise((found, fail) => {
    const giveUp = (reason: string): void => {
      clearTimeout(timer);
      fail(new Error(`offprint serve ${reason}:\n${output.stdout}${output.stderr}`));
    };
    const timer = setTimeout(() => giveUp(`printed no address in ${START_TIMEOUT_MS} ms`), START_TIMEOUT_MS);
    child.once('error', (error) => giveUp(error.message));
    child.once('close', (code) => giveUp(`ended with exit code ${code}`));
    child.stdout?.on('data', () => {
      const [, address] = /(http:\/\/\S+:\d+)\s/.exec(output.stdout) ?? [];
      if (address === undefined) return;
      clearTimeout(timer);
      found(address);
    });
  });
}
