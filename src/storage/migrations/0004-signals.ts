import type { Migration } from '../migrate.ts';

export const signals: Migration = {
  name: '0004-signals',
  async up(_db, _types) {},
};
