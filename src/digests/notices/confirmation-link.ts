import { hashNonce, type TokenSigner } from '../../lib/signed-token.ts';
import type { TokenPurpose } from '../subscription.ts';

interface Request {
  id: number;
  requested_at: string;
}

/**
 * The token in a confirmation link. It follows from the request and the instance's secret, so that a mail that must be
 * sent again has the same link; what is stored is its hash.
 */
export function confirmationToken(signer: TokenSigner, request: Request): string {
  const purpose = 'confirm' satisfies TokenPurpose;
  return signer.sign({ purpose, subject: request.id, nonce: nonceOf(signer, request) });
}

export function confirmationHash(signer: TokenSigner, request: Request): string {
  return hashNonce(nonceOf(signer, request));
}

function nonceOf(signer: TokenSigner, { id, requested_at }: Request): string {
  return signer.fingerprint('confirmation', `${id} ${requested_at}`);
}
