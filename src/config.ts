import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defaultSources, networkSources } from './ingest/network-sources.ts';
import { searchOptions } from './search-options.ts';

/** Every setting of the program, read once at start and passed on. */
export interface Config {
  dataDir: string;
  host: string;
  port: number;
  baseUrl: string;
  /** `postgres://...`, or the path of the SQLite file. */
  databaseAddress: string;
  /** `smtp://user:password@host:port`, `smtps://...`; empty: mails go to the outbox folder. */
  smtpUrl: string;
  mailFrom: string;
  /** `bounces@example.org`: reports of failed delivery come back to `bounces+...@`; empty: to the sender. */
  bounceAddress: string;
  /** 0: nobody listens for reports. */
  bouncePort: number;
  bounceHost: string;
  /** To one domain; 0: no limit. */
  mailsPerSecond: number;
  /** PEM of the key that signs mails, made by `mail keys`; mails go unsigned while there is none. */
  dkimKeyPath: string;
  /** Signs links. Empty: made and kept in the data folder at first start. */
  secret: string;
  mode: 'production' | 'development';
  /** Whether readers can have accounts. */
  accounts: 'on' | 'off';
  /** Names of the sources that are asked. */
  sources: readonly string[];
  /** Empty: all of arXiv. */
  arxivCategories: readonly string[];
  /** A mail address; sources are told it with every request. */
  contact: string;
  feeds: readonly string[];
  openreviewVenues: readonly string[];
  openalexKey: string;
  semanticScholarKey: string;
  githubToken: string;
  /** A simulator that is asked in place of every source; empty: the sources themselves. */
  sourcesVia: string;
  /** A file; empty: the one that comes with the program; `none`: keywords alone. */
  model: string;
  /** Empty: none. */
  embeddingsUrl: string;
  embeddingsModel: string;
  embeddingsKey: string;
}

export interface Option {
  name: keyof Config;
  variable: string;
  default: string;
  /** What must not be shown: the whole value, or the password in the address. */
  secret?: 'whole' | 'password';
  meaning: string;
  /** Answers a sentence saying what is wrong, or nothing. */
  problem?(value: string): string | undefined;
}

/** RFC 5321: 64 characters before the @, of which each mail's mark takes up to 45. */
const MAX_BOUNCE_NAME_LENGTH = 19;

/** The one table of options; `bin/offprint config` and docs/configuration.md are printed from it. */
export const options: Option[] = [
  {
    name: 'dataDir',
    variable: 'OFFPRINT_DATA_DIR',
    default: 'data',
    meaning: 'Folder for the database, the outbox and the kept secret; made when missing.',
  },
  { name: 'host', variable: 'OFFPRINT_HOST', default: '127.0.0.1', meaning: 'Address to listen on.' },
  {
    name: 'port',
    variable: 'OFFPRINT_PORT',
    default: '8080',
    meaning: 'Port to listen on; 0 takes a free one.',
    problem: portProblem,
  },
  {
    name: 'baseUrl',
    variable: 'OFFPRINT_BASE_URL',
    default: '',
    meaning:
      'Address under which readers reach this site, for links in mails and feeds; default: http://HOST:PORT.',
    problem: (value) =>
      value === '' || isUrl(value, ['http:', 'https:']) ? undefined : 'must be an http(s) address',
  },
  {
    name: 'databaseAddress',
    variable: 'OFFPRINT_DATABASE_URL',
    default: '',
    secret: 'password',
    meaning: 'postgres://user:password@host/database; empty: SQLite in the data folder.',
    problem: (value) =>
      value === '' || isUrl(value, ['postgres:', 'postgresql:'])
        ? undefined
        : 'must begin with postgres:// or be empty',
  },
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
    name: 'dkimKeyPath',
    variable: 'OFFPRINT_DKIM_KEY',
    default: '',
    meaning:
      'File with the key that signs mails (DKIM); default: dkim.pem in the data folder, which bin/offprint mail keys makes.',
  },
  {
    name: 'secret',
    variable: 'OFFPRINT_SECRET',
    default: '',
    secret: 'whole',
    meaning:
      'Signs the links in mails, at least 32 characters; empty: made at first start and kept in the data folder.',
    problem: (value) => (value === '' || value.length >= 32 ? undefined : 'must have at least 32 characters'),
  },
  {
    name: 'mode',
    variable: 'OFFPRINT_MODE',
    default: 'production',
    meaning: 'production or development; development also shows /dev/mail, the mails in the outbox folder.',
    problem: (value) =>
      value === 'production' || value === 'development' ? undefined : 'must be production or development',
  },
  {
    name: 'accounts',
    variable: 'OFFPRINT_ACCOUNTS',
    default: 'on',
    meaning:
      'on or off: whether readers can have an account for a library, collections, upvotes and comments; nothing else needs one.',
    problem: (value) => (value === 'on' || value === 'off' ? undefined : 'must be on or off'),
  },
  {
    name: 'sources',
    variable: 'OFFPRINT_SOURCES',
    default: defaultSources.join(' '),
    meaning: `Sources that are asked, separated by spaces; none: no network at all. There are ${sourceNames().join(', ')}.`,
    problem: (value) => {
      const unknown = wordsOf(value).find((name) => name !== 'none' && !sourceNames().includes(name));
      return unknown && `names "${unknown}", which is no source (there are ${sourceNames().join(', ')})`;
    },
  },
  {
    name: 'arxivCategories',
    variable: 'OFFPRINT_ARXIV_CATEGORIES',
    default: 'cs.CL cs.LG cs.AI',
    meaning: 'Categories of arXiv that are read, separated by spaces; all: every one.',
    problem: (value) =>
      wordsOf(value).every((word) => /^(?:all|[a-z-]+(?:\.[A-Za-z-]+)?)$/.test(word))
        ? undefined
        : 'must be categories such as cs.CL or math, separated by spaces',
  },
  {
    name: 'contact',
    variable: 'OFFPRINT_CONTACT',
    default: '',
    meaning: 'Your mail address, told to the sources with every request: they write before they block.',
    problem: (value) =>
      value === '' || /^[^\s<>@()]+@[^\s<>@()]+$/.test(value) ? undefined : 'must be a mail address',
  },
  {
    name: 'feeds',
    variable: 'OFFPRINT_FEEDS',
    default: '',
    meaning: 'Addresses of RSS and Atom feeds for the source feeds, separated by spaces.',
    problem: (value) =>
      wordsOf(value).every((word) => isUrl(word, ['http:', 'https:']))
        ? undefined
        : 'must be http(s) addresses, separated by spaces',
  },
  {
    name: 'openreviewVenues',
    variable: 'OFFPRINT_OPENREVIEW_VENUES',
    default: '',
    meaning: 'Venues for the source openreview, separated by spaces, such as ICLR.cc/2026/Conference.',
  },
  {
    name: 'openalexKey',
    variable: 'OFFPRINT_OPENALEX_KEY',
    default: '',
    secret: 'whole',
    meaning: 'Key for OpenAlex, which gives more answers a day to those who have one.',
  },
  {
    name: 'semanticScholarKey',
    variable: 'OFFPRINT_SEMANTIC_SCHOLAR_KEY',
    default: '',
    secret: 'whole',
    meaning: 'Key for Semantic Scholar.',
  },
  {
    name: 'githubToken',
    variable: 'OFFPRINT_GITHUB_TOKEN',
    default: '',
    secret: 'whole',
    meaning: 'Token for GitHub (no rights needed): 5,000 questions an hour in place of 60.',
  },
  {
    name: 'sourcesVia',
    variable: 'OFFPRINT_SOURCES_VIA',
    default: '',
    meaning: 'Address of a simulator that is asked in place of every source, for development.',
    problem: (value) => (value === '' || isUrl(value, ['http:']) ? undefined : 'must be an http address'),
  },
  ...searchOptions,
];

function sourceNames(): string[] {
  return networkSources.map(({ name }) => name);
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** An option's value as it may be shown to the operator and in logs. */
export function shownValue(option: Option, value: string | number | readonly string[]): string {
  const text = typeof value === 'object' ? value.join(' ') : String(value);
  if (text === '') return '(not set)';
  if (option.secret === 'whole') return '(hidden)';
  if (option.secret === 'password' && URL.canParse(text)) {
    const url = new URL(text);
    if (url.password) url.password = 'hidden';
    return url.href;
  }
  return text;
}

/** The configuration can't be used; `problems` are sentences for the person who wrote it, all of them together. */
export class ConfigError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads every option from the environment; `NAME_FILE` names a file that holds the value of `NAME`.
 * @throws ConfigError with every problem found, not only the first.
 */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const values: { [name: string]: string } = {};
  for (const option of options) values[option.name] = readOption(option, environment, problems);
  reportUnknown(environment, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  const get = (name: string): string => values[name] ?? '';
  const dataDir = resolve(get('dataDir'));
  return {
    dataDir,
    host: get('host'),
    port: Number(get('port')),
    baseUrl: (get('baseUrl') || `http://${get('host')}:${get('port')}`).replace(/\/+$/, ''),
    databaseAddress: get('databaseAddress') || resolve(dataDir, 'offprint.db'),
    smtpUrl: get('smtpUrl'),
    mailFrom: get('mailFrom'),
    bounceAddress: get('bounceAddress'),
    bouncePort: Number(get('bouncePort')),
    bounceHost: get('bounceHost'),
    mailsPerSecond: Number(get('mailsPerSecond')),
    dkimKeyPath: get('dkimKeyPath') || resolve(dataDir, 'dkim.pem'),
    secret: get('secret'),
    mode: get('mode') === 'development' ? 'development' : 'production',
    accounts: get('accounts') === 'off' ? 'off' : 'on',
    sources: wordsOf(get('sources')).filter((name) => name !== 'none'),
    arxivCategories: wordsOf(get('arxivCategories')).filter((name) => name !== 'all'),
    contact: get('contact'),
    feeds: wordsOf(get('feeds')),
    openreviewVenues: wordsOf(get('openreviewVenues')),
    openalexKey: get('openalexKey'),
    semanticScholarKey: get('semanticScholarKey'),
    githubToken: get('githubToken'),
    sourcesVia: get('sourcesVia'),
    embeddingsUrl: get('embeddingsUrl'),
    embeddingsModel: get('embeddingsModel'),
    embeddingsKey: get('embeddingsKey'),
    model: get('model') === '' || get('model') === 'none' ? get('model') : resolve(get('model')),
  };
}

function readOption(option: Option, environment: NodeJS.ProcessEnv, problems: string[]): string {
  const { variable } = option;
  const direct = environment[variable];
  const file = environment[`${variable}_FILE`];
  if (direct !== undefined && file !== undefined) {
    problems.push(`${variable} and ${variable}_FILE are both set; keep one of them.`);
    return option.default;
  }
  const value = file === undefined ? (direct ?? option.default) : readSecretFile(variable, file, problems);
  const problem = option.problem?.(value);
  if (problem) problems.push(`${variable} ${problem}${option.secret ? '' : `; it is "${value}"`}.`);
  return value;
}

function readSecretFile(variable: string, path: string, problems: string[]): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    problems.push(`${variable}_FILE names ${path}, which can't be read.`);
    return '';
  }
}

/** A misspelt variable would otherwise be ignored in silence. */
function reportUnknown(environment: NodeJS.ProcessEnv, problems: string[]): void {
  const known = new Set(options.flatMap(({ variable }) => [variable, `${variable}_FILE`]));
  for (const name of Object.keys(environment)) {
    if (name.startsWith('OFFPRINT_') && !known.has(name)) {
      problems.push(`${name} is not an option of Offprint; bin/offprint config lists them.`);
    }
  }
}

function isAddress(value: string): boolean {
  return /^[^\s<>@]+@[^\s<>@]+$/.test(value);
}

function portProblem(value: string): string | undefined {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535
    ? undefined
    : 'must be a whole number from 0 to 65535';
}

function isUrl(value: string, protocols: string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}
