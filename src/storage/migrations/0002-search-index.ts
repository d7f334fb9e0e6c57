import type { Migration } from '../migrate.ts';

export const searchIndex: Migration = {
  name: '0002-search-index',
  async up(_db, _types) {},
};
