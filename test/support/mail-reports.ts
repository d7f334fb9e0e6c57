/** A report of failed delivery as Postfix writes it. */
export function makeFailureReport({
  to,
  status = '5.1.1',
  action = 'failed',
  diagnostic = `550 ${status} no such user`,
  envelopeId,
}: {
  to: string;
  status?: string;
  action?: string;
  diagnostic?: string;
  envelopeId?: string;
}): Buffer {
  return mail(`From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: ${to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="AB12.1787/mx.example.net"

This is a MIME-encapsulated message.

--AB12.1787/mx.example.net
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--AB12.1787/mx.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
${envelopeId === undefined ? 'X-Postfix-Queue-ID: AB12' : `Original-Envelope-Id: ${envelopeId}`}
Arrival-Date: Thu, 20 Aug 2026 07:00:00 +0000 (UTC)

Final-Recipient: rfc822; ada@example.net
Original-Recipient: rfc822;ada@example.net
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; ${diagnostic}

--AB12.1787/mx.example.net
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <${to}>
From: Offprint <papers@example.org>
To: ada@example.net
Subject: 12 papers

--AB12.1787/mx.example.net--
`);
}

/** A complaint as feedback loops send it (RFC 5965), by what is left of the mail in it. */
export function makeComplaint({ returned, mailFrom }: { returned: string; mailFrom?: string }): Buffer {
  return mail(`From: <feedback@arf.example.net>
To: abuse@example.org
Subject: FW: 12 papers
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary=part_f

--part_f
Content-Type: text/plain

This is an email abuse report.

--part_f
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Example-FBL/1.0
Version: 1
${mailFrom === undefined ? 'Original-Rcpt-To: redacted' : `Original-Mail-From: <${mailFrom}>`}

--part_f
Content-Type: message/rfc822

${returned}
--part_f--
`);
}

/** A holiday note, which comes back to the same address and means nothing. */
export function makeHolidayNote(to: string): Buffer {
  return mail(`From: Ada <ada@example.net>
To: ${to}
Subject: I am away (5.1.1 is not meant)
Auto-Submitted: auto-replied

Back on Monday.
`);
}

function mail(text: string): Buffer {
  return Buffer.from(text.replaceAll('\n', '\r\n'));
}
