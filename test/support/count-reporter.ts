import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

const SLOWEST_SHOWN = 5;

/**
 * Names the slowest files, and writes `PASSED FAILED SKIPPED` to the file named by TEST_COUNTS, for bin/test. A file
 * that can't be loaded and an error outside of any test count as one failure each.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const slowest = modules
      .map((module) => ({ name: module.relativeModuleId, ms: module.diagnostic().duration }))
      .sort((a, b) => b.ms - a.ms)
      .slice(0, SLOWEST_SHOWN);
    for (const { name, ms } of slowest)
      process.stdout.write(`${(ms / 1000).toFixed(1).padStart(7)} s  ${name}\n`);

    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
    }
    const { passed, failed, skipped, pending } = counts;
    const path = process.env['TEST_COUNTS'];
    if (path) writeFileSync(path, `${passed} ${failed + pending} ${skipped}\n`);
  }
}
