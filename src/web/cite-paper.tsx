import type { VNode } from 'preact';
import type { CitationFormat } from '../papers/citations/citation-format.ts';
import { citationsOf } from '../papers/citations/citation-format.ts';
import { citationFormats, type CitationFormatName } from '../papers/citations/citation-formats.ts';
import type { Paper } from '../papers/paper.ts';
import { paperAddress } from '../papers/paper-address.ts';

const shown: [name: CitationFormatName, label: string][] = [
  ['bibtex', 'BibTeX'],
  ['biblatex', 'BibLaTeX'],
  ['ris', 'RIS'],
  ['csl', 'CSL-JSON'],
];

/** How to cite a paper, in each format: to read, to copy (where scripts run) and to keep as a file. */
export function CitePaper({ paper }: { paper: Paper }): VNode {
  return (
    <section class="cite" aria-labelledby="cite">
      <h2 id="cite">Cite</h2>
      {shown.map(([name, label], index) => (
        <Citation paper={paper} label={label} format={citationFormats[name]} isOpen={index === 0} />
      ))}
    </section>
  );
}

/** Of one name, the browser keeps at most one open. */
function Citation({
  paper,
  label,
  format,
  isOpen,
}: {
  paper: Paper;
  label: string;
  format: CitationFormat;
  isOpen: boolean;
}): VNode {
  const id = `cite-${format.extension.replaceAll('.', '-')}`;
  return (
    <details name="cite" open={isOpen}>
      <summary>{label}</summary>
      <p class="links">
        <a href={`${paperAddress(paper.publicId)}.${format.extension}`} download>
          Download .{format.extension}
        </a>
        <button type="button" class="quiet" data-copy={id} hidden>
          Copy {label}
        </button>
      </p>
      <pre id={id} tabIndex={0}>
        {citationsOf(format, [paper]).trim()}
      </pre>
    </details>
  );
}
