import type { PublicId } from '../papers/identifiers.ts';

/** Where this instance stands and whom its mails come from; `Config` is one. */
export interface MailSite {
  /** Without a slash at its end. */
  baseUrl: string;
  /** `Offprint <papers@example.org>` or a bare address. */
  mailFrom: string;
}

/** The addresses that mails point to. The paths are those of the website's routes. */
export const mailLinks = {
  home: ({ baseUrl }: MailSite) => `${baseUrl}/`,
  day: ({ baseUrl }: MailSite, day: string) => `${baseUrl}/days/${day}`,
  paper: ({ baseUrl }: MailSite, id: PublicId) =>
    `${baseUrl}/papers/${encodeURIComponent(id).replaceAll('%3A', ':').replaceAll('%2F', '/')}`,
  confirm: ({ baseUrl }: MailSite, token: string) => `${baseUrl}/subscriptions/confirm/${token}`,
  unsubscribe: ({ baseUrl }: MailSite, token: string) => `${baseUrl}/subscriptions/unsubscribe/${token}`,
};

/** The domain part of the sender, which also names the list and the Message-IDs. */
export function senderDomain({ mailFrom }: MailSite): string {
  return /@([^\s<>@]+?)>?$/.exec(mailFrom)?.[1]?.toLowerCase() ?? 'localhost';
}
