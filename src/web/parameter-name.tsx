import type { VNode } from 'preact';

/** The name of a number of the code, `titleLengthShare`, that may break between its words where there is no room. */
export function ParameterName({ name }: { name: string }): VNode {
  return (
    <code>
      {name.split(/(?=[A-Z])/).map((word, index) => (
        <>
          {index > 0 && <wbr />}
          {word}
        </>
      ))}
    </code>
  );
}
