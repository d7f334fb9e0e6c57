import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isHeldOut, readPaperTexts, type PaperText } from './paper-texts.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-texts-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function readAll(paths: readonly string[]): Promise<PaperText[]> {
  const papers: PaperText[] = [];
  for await (const paper of readPaperTexts(paths)) papers.push(paper);
  return papers;
}

describe('readPaperTexts', () => {
  it('reads plain and gzipped lines, an abstract or a blurb, and passes over records without either', async () => {
    const plain = join(folder, 'plain.jsonl');
    const zipped = join(folder, 'zipped.jsonl.gz');
    writeFileSync(
      plain,
      '{"arxiv_id":"2401.00001","title":"A","blurb":"b"}\n\n{"title":"no abstract"}\n{"title":"T","abstract":"t"}\n',
    );
    writeFileSync(
      zipped,
      gzipSync('{"id":"x:1","title":"Z","abstract":"z","categories":["q-bio.NC","cs.NE"]}\n'),
    );
    expect(await readAll([plain, zipped])).toEqual([
      { id: 'arxiv:2401.00001', title: 'A', abstract: 'b', field: '' },
      { id: 'T', title: 'T', abstract: 't', field: '' },
      { id: 'x:1', title: 'Z', abstract: 'z', field: 'q-bio.NC' },
    ]);
  });
});

describe('isHeldOut', () => {
  it('keeps about one id in a hundred out, always the same ones', () => {
    const ids = Array.from({ length: 20_000 }, (_, n) => `arxiv:24${String(n % 12)}.${String(n)}`);
    const heldOut = ids.filter(isHeldOut);
    expect(heldOut.length).toBeGreaterThan(140);
    expect(heldOut.length).toBeLessThan(260);
    expect(ids.filter(isHeldOut)).toEqual(heldOut);
  });
});
