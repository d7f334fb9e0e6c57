import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A package of the peers' own folder, which run.ts fills with `npm install`. */
export function requirePeer<Package>(name: string): Package {
  const folder = process.env['BENCH_PEERS'] ?? '';
  const loaded = createRequire(join(folder, 'package.json'))(name) as Package & { default?: Package };
  return loaded.default ?? loaded;
}
