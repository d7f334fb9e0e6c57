/** What a paper must have besides its words. All of them apply. */
export interface QueryFilters {
  /** Any of the paper's categories: `cs.CL`, or a whole archive: `cs`. */
  categories: string[];
  /** Each name: all its words stand among the authors. */
  authors: string[];
  /** Day numbers (day-number.ts) of publication, both included. */
  fromDay: number | undefined;
  toDay: number | undefined;
  hasCode: boolean;
}

export const noFilters = (): QueryFilters => ({
  categories: [],
  authors: [],
  fromDay: undefined,
  toDay: undefined,
  hasCode: false,
});

export function areFiltersEmpty(filters: QueryFilters): boolean {
  return (
    filters.categories.length === 0 &&
    filters.authors.length === 0 &&
    filters.fromDay === undefined &&
    filters.toDay === undefined &&
    !filters.hasCode
  );
}
