import type { JSX } from 'preact';
import type { DigestContent } from './digest-content.ts';
import type { DigestPaperText } from './digest-paper-text.ts';
import { MailLink, mailStyles, renderMail } from './mail-layout.tsx';

/** The HTML part of a digest. */
export function digestHtml(content: DigestContent): string {
  const { heading, dayName, dayNote, sections, omittedCount, dayLink, browserLink } = content;
  return renderMail({
    title: `${heading}, ${dayName}`,
    children: (
      <>
        <p style={mailStyles.small}>
          Offprint · {dayName} ·{' '}
          <MailLink href={browserLink} isQuiet>
            Read in browser
          </MailLink>
        </p>
        <h1 style="font-size:26px;line-height:1.25;font-weight:normal;margin:4px 0 6px">{heading}</h1>
        {dayNote && <p style={mailStyles.small}>{dayNote}</p>}
        {sections.map(({ title, papers }) => (
          <>
            {title && (
              <h2 style={`${mailStyles.small};margin:32px 0 0;text-transform:uppercase;letter-spacing:1px`}>
                {title}
              </h2>
            )}
            {papers.map((paper) => (
              <PaperBlock key={paper.links[0]?.href} heading={title ? 'h3' : 'h2'} {...paper} />
            ))}
          </>
        ))}
        <p style="margin:32px 0 0">
          <MailLink href={dayLink}>
            {omittedCount > 0 ? `${omittedCount} more, and all papers of the day` : 'All papers of the day'}
          </MailLink>
        </p>
      </>
    ),
    footer: <DigestFooter {...content} />,
  });
}

/** Directions are found out for each line alone: a title in Hebrew turns nothing else around. */
function PaperBlock({
  heading: Heading,
  title,
  authors,
  summary,
  reason,
  links,
}: DigestPaperText & { heading: 'h2' | 'h3' }): JSX.Element {
  const [page, ...others] = links;
  return (
    <div style="margin:26px 0 0">
      <Heading dir="auto" style="margin:0;font-size:19px;line-height:1.3;font-weight:bold">
        <MailLink href={page?.href ?? ''}>{title}</MailLink>
      </Heading>
      {authors && (
        <p dir="auto" style={mailStyles.small}>
          {authors}
        </p>
      )}
      {summary && (
        <p dir="auto" style="margin:6px 0">
          {summary}
        </p>
      )}
      <p dir="auto" style={mailStyles.small}>
        {reason}
      </p>
      {others.length > 0 && (
        <p style={mailStyles.small}>
          {others.map(({ label, href }, index) => (
            <>
              {index > 0 && ' · '}
              <MailLink href={href} isQuiet>
                {label}
              </MailLink>
            </>
          ))}
        </p>
      )}
    </div>
  );
}

function DigestFooter({ homeLink, subscribeLink, reader }: DigestContent): JSX.Element {
  if (!reader) {
    return (
      <p style="margin:0">
        This is the mail as everybody gets it who chose nothing in particular.{' '}
        <MailLink href={subscribeLink}>Get it once a day</MailLink>
      </p>
    );
  }
  return (
    <p style="margin:0">
      You get this mail because you confirmed a subscription at{' '}
      <MailLink href={homeLink}>{homeLink}</MailLink>. It comes on days with new papers.{' '}
      <MailLink href={reader.preferences}>Choose what comes, and when</MailLink>
      {' · '}
      <MailLink href={reader.issues}>Your mails so far</MailLink>
      {' · '}
      <MailLink href={reader.unsubscribe}>Unsubscribe</MailLink>
    </p>
  );
}
