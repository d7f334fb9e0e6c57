import { isJsonObject, textOf, type JsonObject } from '../../lib/json-object.ts';
import { partialDate } from '../../lib/partial-date.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { displayName } from '../author-names.ts';
import { completeRecord } from '../complete-record.ts';
import { foundIdentifiers } from '../found-identifiers.ts';
import { localSourceId } from '../local-source-id.ts';

/** @throws BrokenRecordError */
export function adaptCslItem(item: JsonObject): PaperRecord {
  const get = (name: string): string | undefined => firstText(item[name]);
  const raw = {
    title: get('title'),
    abstract: get('abstract'),
    authors: readNames(item.author ?? item.editor),
    publishedOn: readDate(item.issued),
    venue: get('container-title') ?? get('event-title') ?? get('publisher'),
    comment: get('note'),
    license: get('license'),
    ...foundIdentifiers(
      get('DOI'),
      get('number'),
      get('archive_location'),
      get('URL'),
      get('note'),
      get('id'),
    ),
    links: { page: get('URL') },
  };
  return completeRecord({ ...raw, source: 'csl-json', sourceId: localSourceId(raw, get('id')) });
}

/** doi.org gives some values as arrays of one. */
function firstText(value: unknown): string | undefined {
  return textOf(Array.isArray(value) ? (value as unknown[])[0] : value);
}

function readNames(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isJsonObject).map((name) => {
    const particles = [textOf(name['dropping-particle']), textOf(name['non-dropping-particle'])];
    return displayName({
      family: textOf(name.literal) ?? [...particles, textOf(name.family)].filter(Boolean).join(' '),
      given: textOf(name.given),
      suffix: textOf(name.suffix),
    });
  });
}

/** `{"date-parts": [[2024, 3, 7]]}`, numbers also as text; or a date in words. */
function readDate(value: unknown): string | undefined {
  if (!isJsonObject(value)) return textOf(value);
  const parts: unknown = Array.isArray(value['date-parts'])
    ? (value['date-parts'] as unknown[])[0]
    : undefined;
  if (!Array.isArray(parts)) return textOf(value.raw) ?? textOf(value.literal);
  const [year, month, day] = parts.map(Number);
  return partialDate(year ?? NaN, month, day);
}
