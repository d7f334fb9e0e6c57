import { readHeaderLines, readMimeParts, type MailHeaders, type MimePart } from './mime-parts.ts';

/** What a mail server, or a reader by way of her provider, says of a mail that was sent. */
export type MailReport =
  | {
      kind: 'failure';
      /** RFC 3463, such as `5.1.1`. */
      status: string;
      /** What the server said, for people. */
      diagnostic: string;
      about: ReportedMail;
    }
  | {
      kind: 'complaint';
      /** RFC 5965, such as `abuse`. */
      feedbackType: string;
      about: ReportedMail;
    };

/** Texts that may tell which mail it was; none of them is to be believed without a proof of its own. */
export interface ReportedMail {
  /** Where the report was sent, and what it says of the mail's envelope. */
  envelope: string[];
  /** The returned mail's own headers. */
  headers: MailHeaders;
}

/**
 * Reads a report of failed delivery (RFC 3464) or a complaint (RFC 5965). Undefined for any other mail: holiday
 * notes, answers, reports of success or delay, spam. Never throws, whatever the bytes.
 */
export function readMailReport(source: Uint8Array): MailReport | undefined {
  const { headers, parts } = readMimeParts(source);
  const returned = readReturned(parts);
  const sentTo = ['to', 'delivered-to', 'x-original-to', 'envelope-to'].flatMap(
    (name) => headers.get(name) ?? [],
  );
  const feedback = parts.find(({ type }) => type === 'message/feedback-report');
  if (feedback) return readComplaint(readHeaderLines(feedback.text), { sentTo, returned });
  const status = parts.find(({ type }) => /^message\/(global-)?delivery-status$/.test(type));
  return status && readFailure(status.text, { sentTo, returned });
}

const NO_HEADERS: MailHeaders = new Map();

interface Found {
  sentTo: string[];
  returned: MailHeaders;
}

function readComplaint(fields: MailHeaders, { sentTo, returned }: Found): MailReport {
  return {
    kind: 'complaint',
    feedbackType: (fields.get('feedback-type')?.[0] ?? 'abuse').toLowerCase().slice(0, 40),
    about: { envelope: [...(fields.get('original-mail-from') ?? []), ...sentTo], headers: returned },
  };
}

/** Groups of fields, parted by empty lines: first of the mail, then of each recipient (RFC 3464 2.1). */
function readFailure(text: string, { sentTo, returned }: Found): MailReport | undefined {
  const [ofMail = NO_HEADERS, ...ofRecipients] = text
    .split(/\n[ \t]*\n/)
    .slice(0, 50)
    .map(readHeaderLines)
    .filter((fields) => fields.size > 0);
  const failed = [ofMail, ...ofRecipients].find((fields) =>
    /^failed\b/i.test(fields.get('action')?.[0] ?? ''),
  );
  if (!failed) return undefined;
  const diagnostic = failed.get('diagnostic-code')?.[0] ?? '';
  return {
    kind: 'failure',
    status: statusOf(failed.get('status')?.[0] ?? '', diagnostic),
    diagnostic: diagnostic.slice(0, 300),
    about: { envelope: [...(ofMail.get('original-envelope-id') ?? []), ...sentTo], headers: returned },
  };
}

/** Some servers write `5.0.0` as the status and the true one only into the server's words. */
function statusOf(status: string, diagnostic: string): string {
  const [own] = /[45]\.\d{1,3}\.\d{1,3}/.exec(status) ?? [];
  if (own !== undefined && !/^[45]\.0\.0$/.test(own)) return own;
  const [said] = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(diagnostic.replace(/^\s*smtp\s*;\s*\d{3}[ -]/i, '')) ?? [];
  return said ?? own ?? '5.0.0';
}

function readReturned(parts: MimePart[]): MailHeaders {
  const part = parts.find(({ type }) =>
    /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/.test(type),
  );
  return part ? readHeaderLines(part.text.replace(/^\n+/, '').split('\n\n', 1)[0] ?? '') : NO_HEADERS;
}
