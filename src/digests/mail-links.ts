import type { TokenSigner } from '../lib/signed-token.ts';
import type { PublicId } from '../papers/identifiers.ts';
import { paperAddress } from '../papers/paper-address.ts';
import { readerToken } from './subscription.ts';

/** Where this instance stands and whom its mails come from; `Config` is one. */
export interface MailSite {
  /** Without a slash at its end. */
  baseUrl: string;
  /** `Offprint <papers@example.org>` or a bare address. */
  mailFrom: string;
  /** Reports of failed delivery go to `bounces+...@example.org`, by the bare `bounces@example.org`; empty: to the sender. */
  bounceAddress?: string;
}

/** The addresses that mails point to. The paths are those of the website's routes. */
export const mailLinks = {
  home: ({ baseUrl }: MailSite) => `${baseUrl}/`,
  day: ({ baseUrl }: MailSite, day: string) => `${baseUrl}/days/${day}`,
  paper: ({ baseUrl }: MailSite, id: PublicId) => `${baseUrl}${paperAddress(id)}`,
  confirm: ({ baseUrl }: MailSite, token: string) => `${baseUrl}/subscriptions/confirm/${token}`,
  preferences: ({ baseUrl }: MailSite, token: string) => `${baseUrl}/subscriptions/preferences/${token}`,
  liking: ({ baseUrl }: MailSite, token: string, paper: PublicId) =>
    `${baseUrl}/subscriptions/liking/${token}?paper=${encodeURIComponent(paper)}`,
  issues: ({ baseUrl }: MailSite, token: string) => `${baseUrl}/subscriptions/issues/${token}`,
  publicIssue: ({ baseUrl }: MailSite, day: string) => `${baseUrl}/digests/${day}`,
  subscribe: ({ baseUrl }: MailSite) => `${baseUrl}/#subscribe`,
  unsubscribe: ({ baseUrl }: MailSite, token: string) => `${baseUrl}/subscriptions/unsubscribe/${token}`,
};

/** The addresses that act for one reader, from any of her mails. */
export interface ReaderLinks {
  unsubscribe: string;
  preferences: string;
  /** Where she says that she wants more like a paper, or none. */
  liking(paper: PublicId): string;
  /** Her issue of a day, on a page. */
  issue(day: string): string;
  /** All her issues. */
  issues: string;
}

export function readerLinks(
  site: MailSite,
  signer: TokenSigner,
  reader: { id: number; unsubscribe_nonce: string },
): ReaderLinks {
  const liking = readerToken(signer, 'liking', reader);
  const issues = mailLinks.issues(site, readerToken(signer, 'issue', reader));
  return {
    unsubscribe: mailLinks.unsubscribe(site, readerToken(signer, 'unsubscribe', reader)),
    preferences: mailLinks.preferences(site, readerToken(signer, 'preferences', reader)),
    liking: (paper) => mailLinks.liking(site, liking, paper),
    issue: (day) => `${issues}/${day}`,
    issues,
  };
}

/** The domain part of the sender, which also names the list and the Message-IDs. */
export function senderDomain({ mailFrom }: MailSite): string {
  return /@([^\s<>@]+?)>?$/.exec(mailFrom)?.[1]?.toLowerCase() ?? 'localhost';
}
