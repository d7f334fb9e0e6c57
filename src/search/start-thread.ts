import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread on a module beside the caller's: `startThread(import.meta.url, './name.ts')`. Built, that is
 * `name.js`. Run from the source (tests, development) on Node 20, a thread knows nothing of TypeScript until told.
 */
export function startThread(from: string, path: `./${string}.ts`, options: WorkerOptions = {}): Worker {
  if (!from.endsWith('.ts')) return new Worker(new URL(path.replace(/\.ts$/, '.js'), from), options);
  const loader = import.meta.resolve('tsx/esm/api');
  const script = `import(${JSON.stringify(loader)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(new URL(path, from).href)});
  });`;
  return new Worker(script, { ...options, eval: true });
}
