import type { VNode } from 'preact';
import { citationFormats } from '../papers/citations/citation-formats.ts';

const files = [
  ['BibTeX', citationFormats.bibtex],
  ['RIS', citationFormats.ris],
  ['CSL-JSON', citationFormats.csl],
  ['CSV', citationFormats.csv],
] as const;

/** A private list as files: `/library/papers` and an extension. */
export function ExportLinks({ path }: { path: string }): VNode {
  return (
    <nav class="outputs" aria-label="This list as a file">
      <p>
        Keep it as a file:{' '}
        {files.map(([label, { extension }]) => (
          <>
            <a href={`${path}.${extension}`} download>
              {label}
            </a>{' '}
          </>
        ))}
      </p>
    </nav>
  );
}
