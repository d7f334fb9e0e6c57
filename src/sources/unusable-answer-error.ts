/**
 * A source answered, but not with what was asked for: a web page instead of a feed, an error under status 200, half of
 * an answer. The message is a sentence for the operator. Nothing of the answer may be taken for complete.
 */
export class UnusableAnswerError extends Error {
  override name = 'UnusableAnswerError';
}
