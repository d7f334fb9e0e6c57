import type { Context } from 'hono';
import { findOutboxMail, listOutbox } from '../mail/outbox-mailer.ts';
import { answerNotFound } from './error-pages.tsx';
import { answerPage } from './page.tsx';
import type { Site } from './site.ts';

const MAX_MAILS = 100;

/** `/dev/mail`: the mails that were written to the outbox folder. Routed in development mode only. */
export async function showOutbox(site: Site, c: Context): Promise<Response> {
  const mails = await listOutbox(site.outboxDirectory, { limit: MAX_MAILS });
  return answerPage(site, c, {
    title: 'Outbox',
    isPrivate: true,
    main: (
      <div class="narrow">
        <h1>Outbox</h1>
        <p class="hint">
          Mails that no mail server took, newest first. Only development mode shows this page.
        </p>
        {mails.length === 0 && <p>No mail was written yet. Subscribe, or run a digest.</p>}
        <ol class="papers">
          {mails.map(({ name, subject, to, date }) => (
            <li class="paper" key={name}>
              <h2>
                <a href={`/dev/mail/${name}`}>{subject || '(no subject)'}</a>
              </h2>
              <p class="authors">
                to {to}, {date}
              </p>
            </li>
          ))}
        </ol>
      </div>
    ),
  });
}

/** `/dev/mail/NAME.eml`: both parts of one mail, its HTML in a frame that may run nothing. */
export async function showOutboxMail(site: Site, c: Context): Promise<Response> {
  const mail = await findOutboxMail(site.outboxDirectory, c.req.param('name') ?? '');
  if (!mail) return answerNotFound(site, c, { what: 'The outbox has no such mail.' });
  c.header(
    'Content-Security-Policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  );
  return answerPage(site, c, {
    title: mail.subject,
    isPrivate: true,
    main: (
      <div class="narrow">
        <h1>{mail.subject}</h1>
        <p class="hint">
          to {mail.to}, {mail.date}. <a href="/dev/mail">All mails</a>
        </p>
        <iframe
          class="letter"
          title="The mail as HTML"
          sandbox="allow-popups allow-top-navigation-by-user-activation"
          src={`/dev/mail/${mail.name}/html`}
        />
        <h2>Text part</h2>
        <pre>{mail.text}</pre>
      </div>
    ),
  });
}

/** The HTML part alone, for the frame: it may style itself and nothing else. */
export async function showOutboxHtml(site: Site, c: Context): Promise<Response> {
  const mail = await findOutboxMail(site.outboxDirectory, c.req.param('name') ?? '');
  if (!mail) return answerNotFound(site, c);
  c.header(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; sandbox allow-popups allow-top-navigation-by-user-activation",
  );
  c.header('Cache-Control', 'no-store');
  return c.html(mail.html);
}
