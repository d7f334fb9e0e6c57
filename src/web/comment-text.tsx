import type { VNode } from 'preact';
import { MarkedText } from './marked-text.tsx';

/** The end of a sentence is no part of an address. */
const ADDRESS = /(https?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}])/i;

/** What a reader wrote: paragraphs and lines as written, mathematics set, addresses as links that lend no standing. */
export function CommentText({ text }: { text: string }): VNode {
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph) => (
        <p>
          {paragraph.split('\n').map((line, index) => (
            <>
              {index > 0 && <br />}
              <Line text={line} />
            </>
          ))}
        </p>
      ))}
    </>
  );
}

/** Split by a pattern with one group, every other piece is an address. */
function Line({ text }: { text: string }): VNode {
  return (
    <>
      {text.split(ADDRESS).map((piece, index) =>
        index % 2 === 1 ? (
          <a href={piece} rel="nofollow ugc noopener">
            {piece}
          </a>
        ) : (
          piece && <MarkedText text={piece} />
        ),
      )}
    </>
  );
}
