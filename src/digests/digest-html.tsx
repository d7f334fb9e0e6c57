import type { JSX } from 'preact';
import type { DigestPaperText } from './digest-paper-text.ts';
import type { ReaderLinks } from './mail-links.ts';
import { mailColors, MailLink, renderMail } from './mail-layout.tsx';

export interface DigestContent {
  /** "12 papers for Thursday 20 August" */
  heading: string;
  /** How complete the day's lists are. */
  dayNote: string | undefined;
  papers: DigestPaperText[];
  /** Papers left out because the mail would get too large. */
  omittedCount: number;
  dayLink: string;
  homeLink: string;
  reader: ReaderLinks;
}

/** The HTML part of a digest. */
export function digestHtml(content: DigestContent): string {
  const { heading, dayNote, papers, omittedCount, dayLink } = content;
  return renderMail({
    title: heading,
    children: (
      <>
        <h1 style="font-size:22px;line-height:1.3;margin:0 0 8px">{heading}</h1>
        {dayNote && <p style={`margin:0;font-size:14px;color:${mailColors.muted}`}>{dayNote}</p>}
        {papers.map((paper) => (
          <PaperBlock key={paper.links[0]?.href} {...paper} />
        ))}
        <p style="margin:28px 0 0">
          <MailLink href={dayLink}>
            {omittedCount > 0 ? `${omittedCount} more, and all papers of the day` : 'All papers of the day'}
          </MailLink>
        </p>
      </>
    ),
    footer: <DigestFooter {...content} />,
  });
}

function PaperBlock({ title, authors, summary, reason, links }: DigestPaperText): JSX.Element {
  const [page, ...others] = links;
  const muted = `margin:2px 0 0;font-size:14px;color:${mailColors.muted}`;
  return (
    <div style="margin:24px 0 0">
      <h2 style="margin:0;font-size:18px;line-height:1.35">
        <MailLink href={page?.href ?? ''}>{title}</MailLink>
      </h2>
      {authors && <p style={muted}>{authors}</p>}
      {summary && <p style="margin:6px 0 0">{summary}</p>}
      <p style={muted}>
        {reason}
        {others.map(({ label, href }) => (
          <>
            {' · '}
            <MailLink href={href}>{label}</MailLink>
          </>
        ))}
      </p>
    </div>
  );
}

function DigestFooter({ homeLink, reader }: DigestContent): JSX.Element {
  return (
    <p>
      You get this mail because you confirmed a subscription at{' '}
      <MailLink href={homeLink}>{homeLink}</MailLink>. It comes on days with new papers.{' '}
      <MailLink href={reader.preferences}>Choose what comes, and when</MailLink>
      {' · '}
      <MailLink href={reader.unsubscribe}>Unsubscribe</MailLink>
    </p>
  );
}
