import { createSocket } from 'node:dgram';
import { promises } from 'node:dns';
import { once } from 'node:events';
import { decode, encode, type Answer } from 'dns-packet';
import { onTestFinished } from 'vitest';

/** `TXT example.org`: what is answered; a TXT record of more than 255 bytes goes out in pieces. */
export interface DnsRecords {
  [question: string]: string[];
}

/**
 * A DNS server on loopback that knows nothing but the records (A, AAAA, MX, PTR and TXT; change them as you like), and
 * a resolver that asks it alone. It goes with the test.
 */
export async function startDnsServer(
  records: DnsRecords,
): Promise<{ resolver: promises.Resolver; stop(): void }> {
  const socket = createSocket('udp4');
  socket.on('message', (message, { port, address }) => {
    const { id, questions = [] } = decode(message);
    const answers = questions.flatMap(({ type, name }) =>
      (records[`${type} ${name.toLowerCase()}`] ?? []).map((value) => answerOf(type, name, value)),
    );
    // Its last four bits say that there is no such name.
    const flags = answers.length > 0 ? 0 : 3;
    socket.send(encode({ type: 'response', id: id ?? 0, flags, questions, answers }), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  let isOpen = true;
  const stop = (): void => {
    if (isOpen) socket.close();
    isOpen = false;
  };
  onTestFinished(stop);
  const resolver = new promises.Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return { resolver, stop };
}

function answerOf(type: string, name: string, value: string): Answer {
  const common = { name, ttl: 60 };
  switch (type) {
    case 'A':
    case 'AAAA':
    case 'PTR':
      return { type, ...common, data: value };
    case 'MX':
      return { type, ...common, data: { preference: 10, exchange: value } };
    default:
      return { type: 'TXT', ...common, data: value.match(/.{1,255}/gs) ?? [''] };
  }
}
