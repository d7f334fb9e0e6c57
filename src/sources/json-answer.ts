import { isJsonObject, objectsOf, type JsonObject } from '../lib/json-object.ts';
import type { HttpAnswer, HttpClient } from '../http/http-client.ts';
import { UnusableAnswerError } from './unusable-answer-error.ts';

/** JSON is read in one stretch, in which nothing else runs: of more it would be over a second. */
export const MAX_JSON_BYTES = 12 * 1024 * 1024;

/**
 * Asks for JSON, and answers its text.
 * @throws UnusableAnswerError where the status says that this is not what was asked for.
 */
export async function getJsonText(
  http: HttpClient,
  url: string,
  headers: { [name: string]: string } = {},
): Promise<string> {
  return textOfAnswer(await http.get(url, { headers, maxBytes: MAX_JSON_BYTES }));
}

/** As {@link getJsonText}, for an answer that is there. */
export function textOfAnswer({ status, url, text }: HttpAnswer): string {
  if (status < 400) return text();
  const { host, pathname } = new URL(url);
  throw new UnusableAnswerError(
    `${host}${pathname} answers with status ${status}: ${text().trim().slice(0, 200)}`,
  );
}

/**
 * Reads a source's JSON.
 * @throws UnusableAnswerError where it is none: a web page, or half of an answer.
 */
export function parseJsonAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const kind = /^\s*</.test(text)
      ? 'a web page, not the JSON that was asked for'
      : 'broken or broken-off JSON';
    throw new UnusableAnswerError(`The answer is ${kind}.`);
  }
}

/** As {@link parseJsonAnswer}, for answers that are an object. */
export function parseJsonObjectAnswer(text: string): JsonObject {
  const value = parseJsonAnswer(text);
  if (isJsonObject(value)) return value;
  throw new UnusableAnswerError('The answer is JSON, but no object.');
}

/**
 * The objects of a list that an answer must have, such as its papers; what in it is no object is left out.
 * @throws UnusableAnswerError where there is no list.
 */
export function requireObjects(value: unknown, name: string): JsonObject[] {
  if (!Array.isArray(value)) throw new UnusableAnswerError(`The answer has no list of ${name}.`);
  return objectsOf(value);
}
