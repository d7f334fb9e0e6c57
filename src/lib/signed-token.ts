import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Makes and checks signed tokens, and digests that nobody without the secret can make. */
export interface TokenSigner {
  /** A token that says "the bearer may do `purpose` to `subject`". It is text for a path of an address. */
  sign(claim: TokenClaim): string;
  /** The claim of a genuine token made for this purpose; undefined for anything else. Says nothing of its age. */
  verify(purpose: string, token: string): TokenClaim | undefined;
  /** 128 keyed bits of some text as base64url: the same for the same text, and telling nothing about it. */
  fingerprint(purpose: string, text: string): string;
}

export interface TokenClaim {
  purpose: string;
  /** A row number. */
  subject: number;
  /** From {@link randomNonce}. */
  nonce: string;
}

/** `secret`: at least 32 characters that nobody else knows. */
export function createTokenSigner(secret: string): TokenSigner {
  const digest = (purpose: string, text: string): string =>
    createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url');
  const sign = ({ purpose, subject, nonce }: TokenClaim): string => {
    const body = `${subject.toString(36)}.${nonce}`;
    return `${body}.${digest(`token ${purpose}`, body)}`;
  };
  return {
    sign,
    verify(purpose, token) {
      const match = /^([1-9a-z][0-9a-z]{0,10})\.([\w-]{22})\.[\w-]{43}$/.exec(token);
      if (!match) return undefined;
      const claim = { purpose, subject: parseInt(match[1]!, 36), nonce: match[2]! };
      return isSameText(sign(claim), token) ? claim : undefined;
    },
    fingerprint: (purpose, text) => digest(`fingerprint ${purpose}`, text).slice(0, 22),
  };
}

/** 128 random bits as base64url. */
export function randomNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** How a nonce is kept where the token must not be rebuilt from what is stored. */
export function hashNonce(nonce: string): string {
  return createHash('sha256').update(nonce).digest('hex');
}

function isSameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
