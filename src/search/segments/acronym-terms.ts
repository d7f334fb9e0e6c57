import { stemEnglish } from '../analysis/stem-english.ts';

/** The term whose forms are what an acronym stands for, with the papers that say so. No word begins so. */
export const acronymTerm = (short: string): string => `=${short}`;
export const isAcronymTerm = (term: string): boolean => term.startsWith('=');

/** A long form's stems, put together: hyphens and plurals are no difference. */
export const longFormKey = (words: string[]): string => words.map(stemEnglish).join('');

/** Stands in a segment's term filter, and has no postings, where one of its papers says so of an acronym. */
export const longFormTerm = (key: string): string => `=>${key}`;
