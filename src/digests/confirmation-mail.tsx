import type { MailMessage } from '../mail/mailer.ts';
import { MailLink, renderMail } from './mail-layout.tsx';
import { mailLinks, type MailSite } from './mail-links.ts';

export type NoticeContent = Pick<MailMessage, 'subject' | 'text'> & { html: string };

/** Asks the owner of the address whether the mails are wanted; nothing else may ever be mailed before the answer. */
export function confirmationMail(site: MailSite, token: string): NoticeContent {
  const link = mailLinks.confirm(site, token);
  const home = mailLinks.home(site);
  return {
    subject: 'Confirm: trending papers in your inbox once a day',
    html: renderMail({
      title: 'Confirm your subscription',
      children: (
        <>
          <h1 style="font-size:22px">Confirm your subscription</h1>
          <p>
            Someone, most likely you, asked for trending research papers to be sent to this address once a
            day.
          </p>
          <p style="font-size:18px">
            <MailLink href={link}>Open the page with the Confirm button</MailLink>
          </p>
          <p>The link works for 48 hours. If you did not ask, do nothing: no further mail will come.</p>
        </>
      ),
      footer: <p>Sent by Offprint at {home}</p>,
    }),
    text: `Confirm your subscription

Someone, most likely you, asked for trending research papers to be sent to
this address once a day. To confirm, open this page and press its button:

${link}

The link works for 48 hours. If you did not ask, do nothing: no further mail
will come.

-- 
Sent by Offprint at ${home}
`,
  };
}

/** Answers a subscriber who asked again; without it the page's answer would differ from what happens. */
export function alreadySubscribedMail(site: MailSite, unsubscribeToken: string): NoticeContent {
  const link = mailLinks.unsubscribe(site, unsubscribeToken);
  const home = mailLinks.home(site);
  return {
    subject: 'You are already subscribed to the daily papers',
    html: renderMail({
      title: 'You are already subscribed',
      children: (
        <>
          <h1 style="font-size:22px">You are already subscribed</h1>
          <p>
            Someone, most likely you, asked again for the daily papers. They are on; there is nothing to do.
            On days without new papers no mail is sent.
          </p>
          <p>
            To leave instead: <MailLink href={link}>unsubscribe</MailLink>.
          </p>
        </>
      ),
      footer: <p>Sent by Offprint at {home}</p>,
    }),
    text: `You are already subscribed

Someone, most likely you, asked again for the daily papers. They are on; there
is nothing to do. On days without new papers no mail is sent.

To leave instead:
${link}

-- 
Sent by Offprint at ${home}
`,
  };
}
