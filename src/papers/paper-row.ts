import type { Insertable, Selectable } from 'kysely';
import type { PaperRow } from '../storage/tables/paper-tables.ts';
import type { PaperId, PublicId } from './identifiers.ts';
import type { PaperFields } from './merge-records.ts';
import type { Paper } from './paper.ts';

/** A paper's columns without its number. */
export type NewPaperRow = Insertable<PaperRow>;

export function toPaperRow(publicId: PublicId, fields: PaperFields, changedAt: string): NewPaperRow {
  return {
    public_id: publicId,
    title: fields.title,
    abstract: fields.abstract,
    abstract_kind: fields.abstractKind,
    authors: JSON.stringify(fields.authors),
    published_on: fields.publishedOn,
    updated_on: fields.updatedOn,
    announced_on: fields.announcedOn,
    listed_on: fields.listedOn,
    categories: JSON.stringify(fields.categories),
    venue: fields.venue,
    comment: fields.comment,
    license: fields.license,
    identifiers: JSON.stringify(fields.identifiers),
    links: JSON.stringify(fields.links),
    versions: JSON.stringify(fields.versions),
    changed_at: changedAt,
  };
}

export function fromPaperRow(row: Selectable<PaperRow>): Paper {
  return {
    id: row.id as PaperId,
    publicId: row.public_id as PublicId,
    title: row.title,
    abstract: row.abstract,
    abstractKind: row.abstract_kind as Paper['abstractKind'],
    authors: JSON.parse(row.authors) as Paper['authors'],
    publishedOn: row.published_on,
    updatedOn: row.updated_on,
    announcedOn: row.announced_on,
    listedOn: row.listed_on,
    categories: JSON.parse(row.categories) as Paper['categories'],
    venue: row.venue,
    comment: row.comment,
    license: row.license,
    identifiers: JSON.parse(row.identifiers) as Paper['identifiers'],
    links: JSON.parse(row.links) as Paper['links'],
    versions: JSON.parse(row.versions) as Paper['versions'],
  };
}
