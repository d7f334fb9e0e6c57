/** One format for all: `toLocaleString` makes one anew whenever the call before named another language. */
const format = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** 274531 -> "274,531". */
export const formatCount = (count: number): string => format.format(count);

/** "1 paper", "1,234 papers". */
export const formatPapers = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'paper' : 'papers'}`;
