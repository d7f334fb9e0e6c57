/** What a paper must have besides the query's words. All of it applies. */
export interface QueryFilters {
  requirements: Requirement[];
  /** Day numbers (day-number.ts) of publication, both included. */
  fromDay: number | undefined;
  toDay: number | undefined;
  /** With code, without, or either. */
  hasCode: boolean | undefined;
}

/** Something that must stand somewhere in a paper, or must not. */
export interface Requirement {
  place: Place;
  /** `all`: each of the words in any form; `forms`: each as typed; `phrase`: as typed, next to each other. */
  match: 'all' | 'forms' | 'phrase';
  /** Folded. Of a category (`cs.cl`, or a whole archive: `cs`) and a field its name. */
  words: string[];
  /** As typed: what phrases are compared by. */
  text: string;
  isExcluded: boolean;
}

/** `anywhere`: in any of the others. `category`: any of the paper's categories; `field`: its primary one. */
export type Place = 'anywhere' | 'title' | 'abstract' | 'author' | 'venue' | 'category' | 'field';

export const noFilters = (): QueryFilters => ({
  requirements: [],
  fromDay: undefined,
  toDay: undefined,
  hasCode: undefined,
});

export function areFiltersEmpty({ requirements, fromDay, toDay, hasCode }: QueryFilters): boolean {
  return requirements.length === 0 && fromDay === undefined && toDay === undefined && hasCode === undefined;
}
