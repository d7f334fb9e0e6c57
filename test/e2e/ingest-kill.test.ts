import { expect, test } from 'vitest';
import { runIngestKillTrial } from '../support/ingest-kill.ts';

// bench/ingest-kill.ts does the same with 50 kills.
test(
  'kill -9 at any moment of a run changes nothing of what is stored in the end',
  { timeout: 240_000 },
  async () => {
    const result = await runIngestKillTrial({ kills: 3, papers: 2_000, random: Math.random });
    expect(result).toMatchObject({ kills: 3, different: 0 });
  },
);
