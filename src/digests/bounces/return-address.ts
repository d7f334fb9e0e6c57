import type { TokenSigner } from '../../lib/signed-token.ts';

/**
 * The sender's address of one issue (VERP): a report that comes back to it names the issue, and the keyed hash keeps
 * strangers from reporting in another's name. Lower-case hexadecimal, since some servers fold local parts.
 * `bounce@example.org` becomes `bounce+1a.0f3c...@example.org`.
 */
export function returnAddressOf(bounceAddress: string, signer: TokenSigner, issueId: number): string {
  const at = bounceAddress.lastIndexOf('@');
  return `${bounceAddress.slice(0, at)}+${issueMark(signer, issueId)}${bounceAddress.slice(at)}`;
}

/** Whether mail to this address is for us: the bounce address itself, or with a mark, genuine or not. */
export function isReturnAddress(bounceAddress: string, address: string): boolean {
  const [name = '', domain = ''] = bounceAddress.toLowerCase().split('@');
  const [ownName = '', ownDomain = ''] = address.toLowerCase().split('@');
  return ownDomain === domain && (ownName === name || ownName.startsWith(`${name}+`));
}

/** What names an issue where a mail server hands it back. */
export function issueMark(signer: TokenSigner, issueId: number): string {
  const hash = Buffer.from(signer.fingerprint('return-address', String(issueId)), 'base64url').toString(
    'hex',
  );
  return `${issueId.toString(36)}.${hash}`;
}

/** The issue that a genuine mark within the text names. */
export function findIssueMark(signer: TokenSigner, text: string): number | undefined {
  for (const [mark, id = ''] of text
    .slice(0, MAX_TEXT_LENGTH)
    .toLowerCase()
    .matchAll(/\b([0-9a-z]{1,11})\.[0-9a-f]{32}\b/g)) {
    const issueId = parseInt(id, 36);
    if (Number.isSafeInteger(issueId) && issueMark(signer, issueId) === mark) return issueId;
  }
  return undefined;
}

const MAX_TEXT_LENGTH = 1_000;
