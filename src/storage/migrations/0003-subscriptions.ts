import type { Migration } from '../migrate.ts';

export const subscriptions: Migration = {
  name: '0003-subscriptions',
  async up(_db, _types) {},
};
