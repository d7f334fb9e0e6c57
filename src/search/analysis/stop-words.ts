/**
 * Words too common to tell papers apart. They are indexed in titles only ("What is it?" stays findable) and asked for
 * only when a query has nothing else.
 */
export const stopWords: ReadonlySet<string> = new Set(
  (
    'a an and are as at be been being but by can do does for from had has have how if in into is it its of on or ' +
    'our such than that the their them then there these they this those to was we were what when where which who ' +
    'will with would'
  ).split(' '),
);
