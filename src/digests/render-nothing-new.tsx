import { wrapText } from '../lib/wrap-text.ts';
import { sayDay } from './issue-day.ts';
import type { ReaderLinks } from './mail-links.ts';
import { MailLink, renderMail } from './mail-layout.tsx';
import type { RenderedDigest } from './render-digest.ts';

/** The one line for a reader who asked to be told when there is nothing new: why. */
export function renderNothingNew({
  day,
  dayNote,
  reader,
}: {
  day: string;
  dayNote: string | undefined;
  reader: ReaderLinks;
}): Omit<RenderedDigest, 'paperCount'> {
  const subject = `0 new papers, ${sayDay(day)}`;
  const line = dayNote?.startsWith('0 new papers')
    ? dayNote
    : `0 new papers for you: none came that fits what you asked for and that you were not sent before.${
        dayNote ? ` ${dayNote}` : ''
      }`;
  return {
    subject,
    html: renderMail({
      title: subject,
      children: <p style="margin:0">{line}</p>,
      footer: (
        <p style="margin:0">
          You asked to be told. <MailLink href={reader.preferences}>Choose what comes, and when</MailLink>
          {' · '}
          <MailLink href={reader.unsubscribe}>Unsubscribe</MailLink>
        </p>
      ),
    }),
    text: `${wrapText(line, { width: 76 })}

-- 
You asked to be told. Choose what comes, and when: ${reader.preferences}
Unsubscribe: ${reader.unsubscribe}
`,
  };
}
