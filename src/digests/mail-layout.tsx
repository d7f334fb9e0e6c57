import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';

/**
 * Colours that keep a contrast of 4.5 on white and on black: programs that darken mails do it each in its own way, so
 * there are no boxes, no backgrounds, and body text has the reader's own colour.
 */
export const mailColors = { muted: '#767676', link: '#1976d2' };

/** Written at every element: many programs drop style sheets. */
export const mailStyles = {
  small: `margin:2px 0 0;font-size:14px;line-height:1.45;color:${mailColors.muted}`,
};

export interface MailLayout {
  title: string;
  children: ComponentChildren;
  footer: ComponentChildren;
}

/** The whole HTML part of a mail: one column of text with its footer. */
export function renderMail(layout: MailLayout): string {
  return `<!doctype html>\n${renderToString(<Mail {...layout} />)}\n`;
}

/** A mail as a page of the site, whose main part it is; in a mail program it is one article among others. */
export function mailAsPage(html: string): string {
  return html.replace('role="article"', 'role="main"');
}

/** `lang` and `dir` stand twice: many programs drop the html element and keep what is inside the body. */
function Mail({ title, children, footer }: MailLayout): JSX.Element {
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
      </head>
      <body style="margin:0;padding:0">
        <div
          lang="en"
          dir="ltr"
          role="article"
          aria-label={title}
          style="max-width:620px;margin:0 auto;padding:24px 18px;font-family:Georgia,'Times New Roman',serif;font-size:17px;line-height:1.5;overflow-wrap:break-word"
        >
          {children}
          <div style={`margin-top:36px;font-size:14px;color:${mailColors.muted}`}>{footer}</div>
        </div>
      </body>
    </html>
  );
}

/** `isQuiet`: as grey as the line it stands in, so that titles stand out. */
export function MailLink({
  href,
  isQuiet = false,
  children,
}: {
  href: string;
  isQuiet?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <a href={href} style={`color:${isQuiet ? mailColors.muted : mailColors.link}`}>
      {children}
    </a>
  );
}
