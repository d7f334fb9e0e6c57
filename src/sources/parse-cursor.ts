import { isJsonObject, type JsonObject } from '../lib/json-object.ts';

/** A cursor that is JSON; an empty object where there is none, or one that an older version wrote otherwise. */
export function parseCursor(cursor: string | undefined): JsonObject {
  try {
    const value: unknown = JSON.parse(cursor ?? '{}');
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
