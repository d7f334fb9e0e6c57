import { listEmbeddedFolders, startFirst } from './postgres-server.ts';

// A process that owns a server and waits to be killed; see postgres-server.test.ts.
const { address, folder } = await startFirst(listEmbeddedFolders());
process.once('disconnect', () => process.exit());
process.send?.({ address, folder });
