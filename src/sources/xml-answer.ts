import { readXmlElements, type XmlElement } from '../lib/read-xml-elements.ts';
import type { RecordProblem } from './file-format.ts';
import { UnusableAnswerError } from './unusable-answer-error.ts';

export interface XmlAnswerShape {
  /** Names of the root, any of them. */
  roots: readonly string[];
  /** The elements wanted, wherever they stand. */
  elements: readonly string[];
}

/**
 * Reads a source's XML: the elements asked for, and what is broken between them.
 * @throws UnusableAnswerError where the root is another (a web page), or at the end where it was never closed: the
 * answer broke off, and the elements so far are not all there were.
 */
export async function* readXmlAnswer(
  chunks: AsyncIterable<string>,
  { roots, elements }: XmlAnswerShape,
): AsyncGenerator<{ element: XmlElement } | { problem: RecordProblem }> {
  let isRoot = false;
  let isWhole = false;
  for await (const part of readXmlElements(chunks, elements)) {
    if ('fault' in part) yield { problem: part.fault };
    else if ('end' in part) isWhole = isRoot;
    else if ('element' in part) yield part;
    else if (!isRoot && !roots.includes(part.root))
      throw new UnusableAnswerError(otherRoot(part.root, roots));
    else isRoot = true;
  }
  if (!isRoot)
    throw new UnusableAnswerError(`The answer is no XML (<${roots.join('> or <')}> was expected).`);
  if (!isWhole) throw new UnusableAnswerError('The answer breaks off before its end.');
}

function otherRoot(root: string, roots: readonly string[]): string {
  return root.toLowerCase() === 'html'
    ? `The answer is a web page, not the XML that was asked for (<${roots.join('> or <')}>).`
    : `The answer is <${root.slice(0, 40)}>, not <${roots.join('> or <')}>.`;
}
