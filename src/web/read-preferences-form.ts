import type { Schedule } from '../digests/next-morning.ts';
import type { Preferences } from '../digests/preferences/preferences.ts';

/** What the preferences form says, not yet checked. */
export interface PreferencesForm {
  preferences: Preferences;
  schedule: Schedule;
  /** Identifiers as pasted, and the texts of files. */
  interests: string[];
  /** Public ids of papers that are no interest any more. */
  forgotten: string[];
}

/** Reads a posted preferences form; a field that is missing is empty. */
export async function readPreferencesForm(form: FormData): Promise<PreferencesForm> {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const texts = (name: string): string[] =>
    form.getAll(name).filter((value): value is string => typeof value === 'string');
  const lines = (name: string, separator: RegExp): string[] => [
    ...new Set(
      texts(name)
        .flatMap((value) => value.split(separator))
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
  const choice = text('choice');
  const closeness = text('closeness');
  const files = form.getAll('file').filter((file) => typeof file !== 'string');
  const fileTexts = await Promise.all(files.map((file) => file.text()));
  return {
    preferences: {
      choice: choice === 'trending' || choice === 'personal' ? choice : 'both',
      fields: lines('fields', /[\s,;]+/),
      topics: lines('topics', /\r?\n/),
      authors: lines('authors', /\r?\n|;/),
      withoutWords: lines('without', /\r?\n|,/),
      paperCount: Number(text('papers') || Number.NaN),
      format: text('format') === 'text' ? 'text' : 'html',
      closeness: closeness === 'wide' || closeness === 'close' ? closeness : 'usual',
      exploration: text('exploration') === 'off' ? 'off' : 'on',
      whenNothingNew: text('nothing') === 'say so' ? 'say so' : 'silence',
    },
    schedule: {
      timeZone: text('zone') || 'UTC',
      sendAt: text('time'),
      weekdays: [1, 2, 3, 4, 5, 6, 7].filter((day) => texts('weekdays').includes(String(day))),
      pausedUntil: text('paused') || null,
    },
    interests: [text('like'), ...fileTexts].filter((interest) => interest.trim() !== ''),
    forgotten: texts('forget'),
  };
}
