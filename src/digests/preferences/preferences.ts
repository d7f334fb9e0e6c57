import type { Schedule } from '../next-morning.ts';

/** What a reader wants in the mail. */
export interface Preferences {
  choice: 'trending' | 'personal' | 'both';
  /** Categories (`cs.CL`) and whole archives (`q-bio`); none: every field. */
  fields: string[];
  /** Words that must all stand in a paper, "quoted" ones in a row; one topic or saved search each. */
  topics: string[];
  authors: string[];
  /** Papers with any of these words are left out. */
  withoutWords: string[];
  /** At most so many papers a mail. */
  paperCount: number;
  format: 'html' | 'text';
  /** Which papers are like enough to those she chose: the wider, the more. */
  closeness: 'wide' | 'usual' | 'close';
  /** One paper a mail from outside of what she asked for, named as such. */
  exploration: 'on' | 'off';
  /** On her days without anything new: a line that says why, or no mail. */
  whenNothingNew: 'say so' | 'silence';
}

export const defaultPreferences: Preferences = {
  choice: 'both',
  fields: [],
  topics: [],
  authors: [],
  withoutWords: [],
  paperCount: 20,
  format: 'html',
  closeness: 'usual',
  exploration: 'on',
  whenNothingNew: 'silence',
};

/**
 * The score from which on a paper is like those that a reader chose; see `InterestRanker`. By `bench/recommend/closeness.ts`,
 * on 400 readers whose next papers are known: of all other papers one in twenty passes `wide`, one in thirty `usual`, one
 * in a hundred `close`; of the papers that they wrote next 49 %, 42 % and 29 % (47, 43 and 32 % on 400 others).
 */
export const MIN_SCORES: { [closeness in Preferences['closeness']]: number } = {
  wide: 2.2,
  usual: 2.7,
  close: 3.8,
};

/** So many lines a list of words may have, and so long may each be. */
export const MAX_LIST_LENGTH = 100;
export const MAX_LINE_LENGTH = 200;
export const MAX_PAPER_COUNT = 100;

export function preferencesOf({ preferences }: { preferences: string }): Preferences {
  return { ...defaultPreferences, ...(JSON.parse(preferences) as Partial<Preferences>) };
}

export function scheduleOf(row: {
  time_zone: string;
  send_at: string;
  weekdays: string;
  paused_until: string | null;
}): Schedule {
  return {
    timeZone: row.time_zone,
    sendAt: row.send_at,
    weekdays: Array.from(row.weekdays, Number),
    pausedUntil: row.paused_until,
  };
}
