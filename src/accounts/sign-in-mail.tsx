import { MailLink, renderMail } from '../digests/mail-layout.tsx';
import { mailLinks, type MailSite } from '../digests/mail-links.ts';
import { noticeMail } from '../digests/notice-mail.ts';
import type { MailMessage } from '../mail/mailer.ts';

/** The link by which the owner of an address signs in. */
export function signInMail(site: MailSite, { to, token }: { to: string; token: string }): MailMessage {
  const link = `${site.baseUrl}/sign-in/${token}`;
  const home = mailLinks.home(site);
  return noticeMail(site, to, {
    subject: 'Your link to sign in to Offprint',
    html: renderMail({
      title: 'Sign in to Offprint',
      children: (
        <>
          <h1 style="font-size:22px">Sign in to Offprint</h1>
          <p>Someone, most likely you, asked to sign in with this address.</p>
          <p style="font-size:18px">
            <MailLink href={link}>Open the page with the Sign in button</MailLink>
          </p>
          <p>
            The link works once, within 10 minutes. If you did not ask, do nothing, and give the link to
            nobody.
          </p>
        </>
      ),
      footer: <p>Sent by Offprint at {home}</p>,
    }),
    text: `Sign in to Offprint

Someone, most likely you, asked to sign in with this address. To sign in,
open this page and press its button:

${link}

The link works once, within 10 minutes. If you did not ask, do nothing, and
give the link to nobody.

-- 
Sent by Offprint at ${home}
`,
  });
}
