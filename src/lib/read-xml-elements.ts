import { readXml, type XmlFault } from './read-xml.ts';

/** An element with what is in it. Names are as written, with their prefix. */
export interface XmlElement {
  name: string;
  attributes: { [name: string]: string };
  children: XmlElement[];
  /** All text within it, that of its children included, in order. */
  text: string;
  /** Where it was closed, counted from 1. */
  line: number;
}

/** What {@link readXmlElements} found, in the order of the text; `end`: the root was closed. */
export type XmlPart = { root: string } | { element: XmlElement } | { fault: XmlFault } | { end: true };

/** One paper of a large collaboration has some five thousand authors. */
const MAX_CHILDREN = 50_000;
const MAX_TEXT_LENGTH = 1_000_000;

/**
 * Reads XML that comes in pieces and gives each outermost element that has one of the names, whole, so that one record
 * is looked at at a time and the file is never in memory. What is broken is told as a fault; the elements before it
 * are good. Of one element, what exceeds 50,000 descendants or a million characters is left out.
 */
export function readXmlElements(
  chunks: AsyncIterable<string>,
  names: readonly string[],
): AsyncGenerator<XmlPart> {
  return readXml<XmlPart>(chunks, (emit) => {
    const path: XmlElement[] = [];
    let depth = 0;
    let size = { children: 0, text: 0 };
    return {
      open(name, attributes) {
        if (depth++ === 0) emit({ root: name });
        const parent = path.at(-1);
        if (!parent && !names.includes(name)) return;
        const element: XmlElement = { name, attributes, children: [], text: '', line: 0 };
        if (parent && size.children++ < MAX_CHILDREN) parent.children.push(element);
        path.push(element);
      },
      text(text) {
        if (path.length === 0 || size.text > MAX_TEXT_LENGTH) return;
        size.text += text.length;
        for (const element of path) element.text += text;
      },
      close(_, line) {
        depth -= 1;
        const closed = path.pop();
        if (closed) closed.line = line;
        if (closed && path.length === 0) {
          size = { children: 0, text: 0 };
          emit({ element: closed });
        }
        if (depth === 0) emit({ end: true });
      },
      fault: (fault) => emit({ fault }),
    };
  });
}

/** The text of the first child of that name, trimmed; undefined where there is none or it is empty. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text.trim() || undefined;
}

/** The children of that name, in order. */
export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}
