import type { Paper } from '../../papers/paper.ts';
import { foldText } from '../../search/analysis/fold-text.ts';
import { stemEnglish } from '../../search/analysis/stem-english.ts';
import { tokenize } from '../../search/analysis/tokenize.ts';
import { phraseTest } from '../../search/query/has-phrase.ts';
import { readClauses } from '../../search/query/read-clauses.ts';
import type { Place, QueryFilters, Requirement } from '../../search/query/query-filters.ts';
import { dayNumber } from '../../search/segments/day-number.ts';

/** A topic or saved search, read in the language of queries. */
export interface Topic {
  /** Stems that all stand in the title or abstract of every paper that fits. */
  stems: string[];
  /** Whether a paper that has them fits in all else. */
  fits(paper: Paper): boolean;
}

export function readTopic(line: string): Topic {
  const { words, filters } = readClauses(line);
  const fitsAll = filterTests(filters);
  // Words of author: and the like are looked for where they belong, and nowhere else.
  const stems = [...new Set(stemsOf(words))];
  return { stems, fits: (paper) => fitsAll.every((fits) => fits(paper)) };
}

/** Whether a topic asks for anything at all. */
export function isTopicEmpty(line: string): boolean {
  const { words, filters } = readClauses(line);
  return stemsOf(words).length === 0 && filterTests(filters).length === 0;
}

function filterTests({ requirements, fromDay, toDay, hasCode }: QueryFilters): ((paper: Paper) => boolean)[] {
  const dayOf = (paper: Paper): number => dayNumber(paper.publishedOn);
  return [
    ...requirements.map((requirement) => {
      const stands = requirementTest(requirement);
      return (paper: Paper) => stands(paper) !== requirement.isExcluded;
    }),
    ...(fromDay === undefined ? [] : [(paper: Paper) => dayOf(paper) >= fromDay]),
    ...(toDay === undefined ? [] : [(paper: Paper) => dayOf(paper) <= toDay]),
    ...(hasCode === undefined ? [] : [(paper: Paper) => (paper.links.code !== undefined) === hasCode]),
  ];
}

function requirementTest({ place, match, words, text }: Requirement): (paper: Paper) => boolean {
  if (place === 'category' || place === 'field') {
    const [wanted = ''] = words;
    return ({ categories }) =>
      (place === 'field' ? categories.slice(0, 1) : categories).some((category) => {
        const name = category.toLowerCase();
        return name === wanted || name.startsWith(`${wanted}.`);
      });
  }
  if (match === 'phrase') {
    const stands = phraseTest(text);
    return (paper) => textsAt(place, paper).some(stands);
  }
  const formOf = match === 'all' ? stemEnglish : (word: string): string => word;
  const wanted = words.map((word) => formOf(foldText(word)));
  return (paper) =>
    textsAt(place, paper).some((part) => {
      const own = new Set(tokenize(part).words.map(formOf));
      return wanted.every((word) => own.has(word));
    });
}

/** Each of which may fit alone: an author's first name belongs to no other's last name. */
function textsAt(place: Place, { title, abstract, authors, venue }: Paper): string[] {
  switch (place) {
    case 'title':
      return [title];
    case 'abstract':
      return [abstract];
    case 'author':
      return authors;
    case 'venue':
      return [venue ?? ''];
    case 'anywhere':
    case 'category':
    case 'field':
      return [title, abstract, authors.join(' '), venue ?? ''];
  }
}

function stemsOf(text: string): string[] {
  return tokenize(text).words.map(stemEnglish);
}
