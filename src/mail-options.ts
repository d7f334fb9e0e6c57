import { isIP } from 'node:net';
import type { Option } from './config.ts';
import { isUrl, portProblem, wordsOf } from './option-values.ts';

/** RFC 5321: 64 characters before the @, of which each mail's mark takes up to 45. */
const MAX_BOUNCE_NAME_LENGTH = 19;

/** Sending mails, what comes back, and watching it; a part of the table in config.ts. */
export const mailOptions: Option[] = [
  {
    name: 'smtpUrl',
    variable: 'OFFPRINT_SMTP_URL',
    default: '',
    secret: 'password',
    meaning:
      'smtp://user:password@host:587 or smtps://...; empty: mails are written to the outbox folder as .eml.',
    problem: (value) =>
      value === '' || isUrl(value, ['smtp:', 'smtps:']) ? undefined : 'must begin with smtp:// or smtps://',
  },
  {
    name: 'mailFrom',
    variable: 'OFFPRINT_MAIL_FROM',
    default: 'Offprint <offprint@localhost>',
    meaning: 'Sender of every mail.',
    problem: (value) =>
      /^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/.test(value)
        ? undefined
        : 'must be an address, as in Offprint <papers@example.org>',
  },
  {
    name: 'bounceAddress',
    variable: 'OFFPRINT_BOUNCE_ADDRESS',
    default: '',
    meaning:
      'Where mails that can not be delivered come back to, such as bounces@example.org; the mail server must pass on what is sent to bounces+ANYTHING@, see docs/operating.md. Empty: they come back to the sender, unread.',
    problem: (value) =>
      value === '' || (isAddress(value) && value.indexOf('@') <= MAX_BOUNCE_NAME_LENGTH)
        ? undefined
        : `must be an address with at most ${MAX_BOUNCE_NAME_LENGTH} characters before its @, or be empty`,
  },
  {
    name: 'bouncePort',
    variable: 'OFFPRINT_BOUNCE_PORT',
    default: '0',
    meaning: 'Port on which serve takes mails that came back, over SMTP; 0: none.',
    problem: portProblem,
  },
  {
    name: 'bounceHost',
    variable: 'OFFPRINT_BOUNCE_HOST',
    default: '127.0.0.1',
    meaning: 'Address to listen on for mails that came back.',
  },
  {
    name: 'mailsPerSecond',
    variable: 'OFFPRINT_MAILS_PER_SECOND',
    default: '20',
    meaning: 'So many mails a second, at most, go to one domain, from each process that sends; 0: no limit.',
    problem: (value) =>
      /^\d{1,5}(\.\d{1,3})?$/.test(value) ? undefined : 'must be a number from 0 to 99999',
  },
  {
    name: 'trustedProxies',
    variable: 'OFFPRINT_TRUSTED_PROXY',
    default: '',
    meaning:
      'Addresses or networks of the proxies in front of this site, separated by spaces, such as 127.0.0.1 or 10.0.0.0/8: what they write into X-Forwarded-For is believed, for limits by network. Empty: the header is not read.',
    problem: (value) => {
      const wrong = wordsOf(value).find((word) => !isNetwork(word));
      return wrong && `names "${wrong}", which is no IP address or network`;
    },
  },
  {
    name: 'metricsToken',
    variable: 'OFFPRINT_METRICS_TOKEN',
    default: '',
    secret: 'whole',
    meaning:
      'Whoever bears it is answered at /metrics (Prometheus), at least 16 characters; empty: there is no /metrics.',
    problem: (value) => (value === '' || value.length >= 16 ? undefined : 'must have at least 16 characters'),
  },
  {
    name: 'dkimKeyPath',
    variable: 'OFFPRINT_DKIM_KEY',
    default: '',
    meaning:
      'File with the key that signs mails (DKIM); default: dkim.pem in the data folder, which bin/offprint mail keys makes.',
  },
];

function isNetwork(text: string): boolean {
  const [base = '', prefix = '0', ...rest] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(base)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
}

function isAddress(value: string): boolean {
  return /^[^\s<>@]+@[^\s<>@]+$/.test(value);
}
