import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';

/**
 * Colours that keep a contrast of 4.5 on white and on black: programs that darken mails do it each in its own way, so
 * there are no boxes, no backgrounds, and body text has the reader's own colour.
 */
export const mailColors = { muted: '#767676', link: '#1976d2' };

export interface MailLayout {
  title: string;
  children: ComponentChildren;
  footer: ComponentChildren;
}

/** The whole HTML part of a mail: one column of text with its footer. */
export function renderMail(layout: MailLayout): string {
  return `<!doctype html>\n${renderToString(<Mail {...layout} />)}\n`;
}

/** `lang` and `dir` stand twice: many programs drop the html element and keep what is inside the body. */
function Mail({ title, children, footer }: MailLayout): JSX.Element {
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{title}</title>
      </head>
      <body style="margin:0;padding:0">
        <div
          lang="en"
          dir="ltr"
          style="max-width:640px;margin:0 auto;padding:20px 16px;font-family:Georgia,'Times New Roman',serif;font-size:16px;line-height:1.5"
        >
          {children}
          <div style={`margin-top:32px;font-size:14px;color:${mailColors.muted}`}>{footer}</div>
        </div>
      </body>
    </html>
  );
}

export function MailLink({ href, children }: { href: string; children: ComponentChildren }): JSX.Element {
  return (
    <a href={href} style={`color:${mailColors.link}`}>
      {children}
    </a>
  );
}
