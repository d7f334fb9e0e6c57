import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { StorageTask } from './storage-process.ts';

/** Has another process do the task; it ends with the test at the latest. */
export function startStorageProcess(task: StorageTask): ChildProcess {
  const script = new URL('storage-process.ts', import.meta.url);
  const started = fork(script, { execArgv: ['--import', 'tsx'] });
  onTestFinished(() => {
    started.kill('SIGKILL');
  });
  started.send(task);
  return started;
}

/** The reports of a process, once it ended well. */
export async function finish(process: ChildProcess): Promise<unknown[]> {
  const reports: unknown[] = [];
  process.on('message', (report) => reports.push(report));
  const [code] = (await once(process, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the process exits ${code}`);
  return reports;
}

/** Kills a writer once it reported so many batches; answers the number of the last one it reported. */
export async function killAfter(writer: ChildProcess, batches: number): Promise<number> {
  let last = -1;
  writer.on('message', (batch: number) => {
    last = batch;
    if (batch + 1 >= batches) writer.kill('SIGKILL');
  });
  await once(writer, 'close');
  if (last + 1 < batches) throw new Error(`the writer ended by itself after batch ${last}`);
  return last;
}
