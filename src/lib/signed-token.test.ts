import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenSigner, hashNonce, randomNonce } from './signed-token.ts';

const signer = createTokenSigner('a secret of at least 32 characters');
const purposes = fc.constantFrom('confirm', 'unsubscribe', 'a', 'a\nb', '');
const claims = fc.record({
  purpose: purposes,
  subject: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  nonce: fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((bytes) => Buffer.from(bytes).toString('base64url')),
});

test('a token says its claim, for its purpose alone and with its secret alone', () => {
  const other = createTokenSigner('another secret of 32 characters..');
  fc.assert(
    fc.property(claims, purposes, (claim, purpose) => {
      const token = signer.sign(claim);
      expect(token).toMatch(/^[\w.-]{68,80}$/);
      expect(signer.verify(claim.purpose, token)).toEqual(claim);
      if (purpose !== claim.purpose) expect(signer.verify(purpose, token)).toBeUndefined();
      expect(other.verify(claim.purpose, token)).toBeUndefined();
    }),
  );
});

test('one changed character makes it worthless', () => {
  const alphabet = [...'ABCabc019-_.=/ \n'];
  fc.assert(
    fc.property(claims, fc.nat(), fc.constantFrom(...alphabet, ''), (claim, position, character) => {
      const token = signer.sign(claim);
      const at = position % token.length;
      const changed = token.slice(0, at) + character + token.slice(at + 1);
      if (changed !== token) expect(signer.verify(claim.purpose, changed)).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
});

test('any text is verified without a throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(signer.verify('confirm', text)).toBeUndefined();
    }),
  );
});

test('nonces hold 128 bits and do not repeat', () => {
  const nonces = Array.from({ length: 10_000 }, randomNonce);
  expect(new Set(nonces).size).toBe(nonces.length);
  for (const nonce of nonces) expect(Buffer.from(nonce, 'base64url')).toHaveLength(16);
  expect(hashNonce(nonces[0]!)).not.toContain(nonces[0]);
});

test('fingerprints tell texts and purposes apart', () => {
  expect(signer.fingerprint('a', 'x')).toBe(signer.fingerprint('a', 'x'));
  expect(signer.fingerprint('a', 'x')).not.toBe(signer.fingerprint('a', 'y'));
  expect(signer.fingerprint('a', 'x')).not.toBe(signer.fingerprint('b', 'x'));
});
