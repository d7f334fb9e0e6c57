import { expect, test } from 'vitest';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';
import { createTokenSigner, randomNonce } from '../lib/signed-token.ts';

const signer = createTokenSigner('a secret that only this test knows');

test('the link’s buttons say more or none; opening it, or a link for another purpose, says nothing', async () => {
  const site = await openSite({
    records: [
      makePaperRecord({ sourceId: '2608.00001', arxivId: '2608.00001', title: 'Graphs that pass messages' }),
    ],
  });
  const nonce = randomNonce();
  const at = site.clock.now().toISOString();
  const { id } = await site.database
    .insertInto('subscriptions')
    .values({
      address: 'a@example.org',
      address_key: 'a@example.org',
      requested_at: at,
      confirmed_at: at,
      unsubscribe_nonce: nonce,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const pathFor = (purpose: string) =>
    `/subscriptions/liking/${signer.sign({ purpose, subject: id, nonce })}?paper=arxiv%3A2608.00001`;
  const likings = async () =>
    (await site.database.selectFrom('interest_papers').select('liking').execute()).map((row) => row.liking);

  expect(await site.html(pathFor('liking'))).toContain('Graphs that pass messages');
  expect((await site.post(pathFor('preferences'), { liking: 'more' })).status).toBe(404);
  expect((await site.post(pathFor('liking'), { liking: 'whatever' })).status).toBe(404);
  expect(await likings()).toEqual([]);
  expect((await site.post(pathFor('liking'), { liking: 'more' })).status).toBe(200);
  expect(await likings()).toEqual([1]);
  expect((await site.post(pathFor('liking'), { liking: 'none' })).status).toBe(200);
  expect(await likings()).toEqual([-1]);
});
