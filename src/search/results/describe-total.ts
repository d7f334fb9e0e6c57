import { formatPapers } from '../../lib/format-count.ts';

/** How many papers were found, as a sentence. */
export const describeTotal = (total: number, text: string): string =>
  `${formatPapers(total)} ${total === 1 ? 'matches' : 'match'} “${text}”.`;
