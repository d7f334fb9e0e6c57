import { createServer } from 'node:net';

/**
 * A mail server that takes everything and keeps nothing, in a process of its own, so that what it costs is on neither
 * side's account. Prints its port; on standard input's end it prints how many mails it took, and ends.
 */
let count = 0;
const server = createServer((socket) => {
  let isInMail = false;
  let rest = '';
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.write('220 sink ESMTP\r\n');
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    for (;;) {
      if (isInMail) {
        const end = rest.indexOf('\r\n.\r\n');
        if (end < 0) {
          // What the end mark may begin in.
          rest = rest.slice(-4);
          return;
        }
        rest = rest.slice(end + 5);
        isInMail = false;
        count += 1;
        socket.write('250 2.0.0 taken\r\n');
      } else {
        const end = rest.indexOf('\r\n');
        if (end < 0) return;
        const verb = rest.slice(0, 4).toUpperCase();
        rest = rest.slice(end + 2);
        if (verb === 'EHLO') socket.write('250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 DSN\r\n');
        else if (verb === 'DATA') socket.write('354 go on\r\n');
        else if (verb === 'QUIT') socket.end('221 bye\r\n');
        else socket.write('250 2.1.0 ok\r\n');
        isInMail = verb === 'DATA';
      }
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
process.stdin.resume().on('end', () => {
  process.stdout.write(`${count}\n`, () => process.exit(0));
});
