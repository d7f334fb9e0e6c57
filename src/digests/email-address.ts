import { domainToASCII } from 'node:url';

/** An address that mail can be sent to. */
export interface EmailAddress {
  /** As typed, its domain in ASCII (`ä@münchen.de` -> `ä@xn--mnchen-3ya.de`). */
  address: string;
  /** The same for spellings that reach the same mailbox on practically every server (letter case). */
  key: string;
}

/** RFC 5321 4.5.3.1: a path of 256 octets, less its angle brackets. */
const MAX_ADDRESS_BYTES = 254;
const MAX_LOCAL_PART_BYTES = 64;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads an address as a person types it. International domains and local parts (RFC 6531) are fine; quoted local
 * parts, comments, address literals and anything that could forge a header are not addresses here.
 */
export function parseEmailAddress(text: string): EmailAddress | undefined {
  const trimmed = text.trim().normalize('NFC');
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || trimmed.length > MAX_ADDRESS_BYTES) return undefined;
  const localPart = trimmed.slice(0, at);
  const domain = asciiDomain(trimmed.slice(at + 1));
  if (!domain || !isLocalPart(localPart)) return undefined;
  const address = `${localPart}@${domain}`;
  if (Buffer.byteLength(address) > MAX_ADDRESS_BYTES) return undefined;
  return { address, key: address.toLowerCase().normalize('NFKC') };
}

function isLocalPart(text: string): boolean {
  if (Buffer.byteLength(text) > MAX_LOCAL_PART_BYTES) return false;
  // \p{C}: control, format (bidi, zero width), unassigned and private characters; \p{Z}: every kind of space.
  if (/[\p{C}\p{Z}"(),:;<>@[\\\]]/u.test(text)) return false;
  return !text.startsWith('.') && !text.endsWith('.') && !text.includes('..');
}

function asciiDomain(text: string): string | undefined {
  if (/[\p{C}\p{Z}%]/u.test(text)) return undefined;
  const domain = domainToASCII(text).replace(/\.$/, '');
  const labels = domain.split('.');
  const top = labels.at(-1) ?? '';
  const isName = labels.length >= 2 && labels.every((label) => LABEL.test(label)) && /[a-z]/.test(top);
  return isName && domain.length <= 253 ? domain : undefined;
}
