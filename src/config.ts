import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mailOptions } from './mail-options.ts';
import { isUrl, portProblem, wordsOf } from './option-values.ts';
import { searchOptions } from './search-options.ts';
import { sourceOptions } from './source-options.ts';

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
  /** Addresses and networks whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
  /** Empty: there is no /metrics. */
  metricsToken: string;
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
  ...mailOptions,
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
  ...sourceOptions,
  ...searchOptions,
];

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
    trustedProxies: wordsOf(get('trustedProxies')),
    metricsToken: get('metricsToken'),
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
