/**
 * Makes a function that keeps the answers to what it was asked last, `maxCount` at most. `compute` must answer the same
 * for the same key.
 */
export function remember<Question, Answer extends object>(
  compute: (question: Question) => Answer,
  { keyOf, maxCount }: { keyOf: (question: Question) => string | number; maxCount: number },
): (question: Question) => Answer {
  const kept = new Map<string | number, Answer>();
  return (question) => {
    const key = keyOf(question);
    const answer = kept.get(key) ?? compute(question);
    // To the end of the line: what is asked often stays.
    kept.delete(key);
    kept.set(key, answer);
    if (kept.size > maxCount) kept.delete(kept.keys().next().value ?? key);
    return answer;
  };
}
