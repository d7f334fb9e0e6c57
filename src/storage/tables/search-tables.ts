// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the owner of this part
export interface SearchTables {}
