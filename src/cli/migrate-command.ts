import type { Command } from './command.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the database up to date',
  usage: `Usage: bin/offprint migrate

Brings the database's schema up to date. Every command that opens the database does so by itself; this one does
nothing else, for operators who want the step apart.
`,
  async run({ migrateDatabase, stdout }) {
    const applied = await migrateDatabase();
    stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
    return 0;
  },
};
