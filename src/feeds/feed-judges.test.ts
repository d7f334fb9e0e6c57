import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { makePaperRecord, makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';

/** Debian's own Python, which has Debian's packages. */
const python = '/usr/bin/python3';

const records = [
  ...makePaperRecords(5),
  makePaperRecord({
    sourceId: '2608.20001',
    title: 'R&D <b> in $O(n^2)$',
    authors: ['Ada Lovelace', 'José Núñez'],
  }),
];

const script = `
import feedparser, json, sys
feed = feedparser.parse(sys.stdin.buffer.read())
print(json.dumps({
  'bozo': bool(feed.bozo), 'version': feed.version,
  'self': [link.href for link in feed.feed.links if link.rel == 'self'],
  'entries': [{
    'id': entry.id, 'link': entry.link, 'published': entry.published_parsed[:3],
    'authors': [author.name for author in entry.authors], 'tags': [tag.term for tag in entry.tags],
  } for entry in feed.entries]}))
`;

describe.skipIf(spawnSync(python, ['-c', 'import feedparser']).status !== 0)(
  'feedparser (skipped where python3-feedparser is not installed)',
  () => {
    test.each([
      ['atom', 'atom10'],
      ['rss', 'rss20'],
    ])('reads .%s as %s, every paper of it', async (extension, version) => {
      const site = await openSite({ records });
      const input = await site.html(`/days/2026-08-20.${extension}`);
      const { stdout } = spawnSync(python, ['-c', script], { input, encoding: 'utf8' });
      const judged = JSON.parse(stdout) as { entries: { id: string }[] };
      expect(judged).toMatchObject({
        ...{ bozo: false, version, self: [`http://papers.test/days/2026-08-20.${extension}`] },
      });
      expect(judged.entries).toHaveLength(6);
      expect(judged.entries.find(({ id }) => id.endsWith('2608.20001'))).toEqual({
        id: 'tag:papers.test,2026:arxiv:2608.20001',
        link: 'http://papers.test/papers/arxiv:2608.20001',
        published: [2026, 8, 20],
        authors: ['Ada Lovelace', 'José Núñez'],
        tags: ['cs.CL'],
      });
    });
  },
);

describe.skipIf(spawnSync('sfeed', { input: '' }).error !== undefined)(
  'sfeed (skipped where it is not installed)',
  () => {
    test.each(['atom', 'rss'])('reads every paper of .%s', async (extension) => {
      const site = await openSite({ records });
      const input = await site.html(`/days/2026-08-20.${extension}`);
      const { stdout } = spawnSync('sfeed', ['http://papers.test/'], { input, encoding: 'utf8' });
      const rows = stdout
        .trim()
        .split('\n')
        .map((row) => row.split('\t'));
      expect(rows).toHaveLength(6);
      for (const [time, , link] of rows) {
        expect(Number(time)).toBe(Date.parse('2026-08-20') / 1000);
        expect(link).toMatch(/^http:\/\/papers\.test\/papers\/arxiv:/);
      }
    });
  },
);
