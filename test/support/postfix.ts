import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { findFreePort } from './find-free-port.ts';
import { hasTool } from './outside-tools.ts';

/** Postfix starts as root only. */
export const hasPostfix = process.getuid?.() === 0 && hasTool('postfix') && hasTool('postconf');

export interface PostfixOptions {
  reportDomain: string;
  reportPort: number;
  /** By address: `error:5.1.1 no such user`, `retry:4.2.2 mailbox full`. */
  refusals: { [address: string]: string };
}

/**
 * A Postfix of its own on loopback, which delivers nothing to the world: mail for `reportDomain` goes to the port, mail
 * for each address of `refusals` fails as given (`error:5.1.1 no such user`, `retry:4.2.2 mailbox full`), and what can't
 * be delivered at once is returned at once. Ends with the test. Answers its address.
 */
export async function startPostfix(options: PostfixOptions): Promise<string> {
  // Not under the user's own temporary folder: Postfix's processes run as another user.
  const folder = mkdtempSync('/tmp/offprint-postfix-');
  const [queue, data] = [join(folder, 'queue'), join(folder, 'data')];
  mkdirSync(queue);
  mkdirSync(data);
  execFileSync('chmod', ['755', folder]);
  execFileSync('chown', ['postfix', data]);
  const port = await findFreePort();
  writeFileSync(join(folder, 'transport'), transportTable(options));
  writeFileSync(join(folder, 'main.cf'), mainSettings({ folder, queue, data }));
  writeFileSync(join(folder, 'master.cf'), masterSettings(port));
  run(['-c', folder, 'start']);
  onTestFinished(() => {
    spawnSync('postfix', ['-c', folder, 'stop']);
    spawnSync('postfix', ['-c', folder, 'stop']);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  return `smtp://127.0.0.1:${port}`;

  function run(args: string[]): void {
    const { status, stderr } = spawnSync('postfix', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`postfix ${args.join(' ')}: ${stderr}${logOf(folder)}`);
  }
}

/** What Postfix has to say, for a test that fails. */
function logOf(folder: string): string {
  try {
    return readFileSync(join(folder, 'log'), 'utf8');
  } catch {
    return '';
  }
}

function transportTable({ reportDomain, reportPort, refusals }: PostfixOptions): string {
  const lines = Object.entries(refusals).map(([address, transport]) => `${address} ${transport}`);
  return [...lines, `${reportDomain} smtp:[127.0.0.1]:${reportPort}`, ''].join('\n');
}

function mainSettings({ folder, queue, data }: { folder: string; queue: string; data: string }): string {
  return `compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${data}
maillog_file = ${join(folder, 'log')}
maillog_file_prefixes = ${folder}
myhostname = mx.example.net
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
alias_maps =
default_transport = error:5.4.1 nothing leaves this machine
transport_maps = texthash:${join(folder, 'transport')}
recipient_delimiter = +
maximal_queue_lifetime = 0
bounce_queue_lifetime = 0
smtp_tls_security_level = none
`;
}

/** The services that take a mail in and return it; none is confined to a folder of its own. */
function masterSettings(port: number): string {
  return `127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
}
