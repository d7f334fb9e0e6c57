import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';
import { trustedProxies } from './trusted-proxies.ts';

async function addressSeen(proxies: string[], from: string, forwarded?: string): Promise<string> {
  const app = new Hono();
  app.use(trustedProxies(proxies));
  app.get('/', (c) => c.text(clientAddress(c) ?? 'none'));
  const incoming = { socket: { remoteAddress: from, remotePort: 1, remoteFamily: 'IPv4' } };
  const headers = forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded };
  return (await app.request('/', { headers }, { incoming })).text();
}

test.each([
  ['nobody is trusted: the header is not read', [], '127.0.0.1', '192.0.2.7', '127.0.0.1'],
  ['a stranger is not trusted', ['10.0.0.0/8'], '203.0.113.9', '192.0.2.7', '203.0.113.9'],
  ['the proxy says who asks', ['127.0.0.1'], '127.0.0.1', '192.0.2.7', '192.0.2.7'],
  [
    'what the reader wrote herself stands before it',
    ['127.0.0.1'],
    '127.0.0.1',
    '6.6.6.6, 192.0.2.7',
    '192.0.2.7',
  ],
  ['two proxies', ['127.0.0.1', '10.0.0.0/8'], '127.0.0.1', '6.6.6.6, 192.0.2.7, 10.1.1.1', '192.0.2.7'],
  ['IPv6 with a port', ['127.0.0.1'], '127.0.0.1', '[2001:db8::1]:443', '2001:db8::1'],
  ['a mapped address', ['127.0.0.1'], '::ffff:127.0.0.1', '192.0.2.7', '192.0.2.7'],
  ['nonsense', ['127.0.0.1'], '127.0.0.1', 'unknown', '127.0.0.1'],
  ['no header', ['127.0.0.1'], '127.0.0.1', undefined, '127.0.0.1'],
])('%s', async (_, proxies, from, forwarded, expected) => {
  expect(await addressSeen(proxies, from, forwarded)).toBe(expected);
});
