import { ByteWriter } from './byte-writer.ts';
import { compareTerms } from './compare-terms.ts';
import { DistinctPapers } from './distinct-papers.ts';
import type { EncodedPostings } from './encoded-segment.ts';
import { writePostingList } from './posting-lists.ts';

/** A word form and the term (its stem) under which its postings are stored. */
interface Form {
  text: string;
  term: string;
}

/**
 * Collects (form, paper, field counts) in the order of papers and writes them in the order of terms. Postings lie in
 * three flat arrays until then, and are brought into order by counting: nothing is allocated per posting.
 */
export class PostingCollector {
  readonly #forms: Form[] = [];
  #formIds = new Uint32Array(1 << 16);
  #ordinals = new Uint32Array(1 << 16);
  #counts = new Uint8Array(1 << 16);
  #size = 0;
  #highestOrdinal = -1;

  /** Numbers a new form; the caller remembers the number. */
  addForm(text: string, term: string): number {
    return this.#forms.push({ text, term }) - 1;
  }

  /** Ordinals must not descend within a form. */
  add(form: number, ordinal: number, counts: number): void {
    if (this.#size === this.#formIds.length) this.#grow();
    if (ordinal > this.#highestOrdinal) this.#highestOrdinal = ordinal;
    this.#formIds[this.#size] = form;
    this.#ordinals[this.#size] = ordinal;
    this.#counts[this.#size++] = counts;
  }

  encode(): EncodedPostings {
    const { starts, ordinals, counts } = this.#groupByForm();
    const groups = this.#groupByTerm();
    const distinct = new DistinctPapers(this.#highestOrdinal + 1);
    const writer = new ByteWriter(this.#size * 3);
    const paperCounts = new Uint32Array(groups.length);
    const listStarts = new Uint32Array(groups.length + 1);
    groups.forEach(([term, formIds], index) => {
      for (const form of formIds) {
        const start = starts[form]!;
        const count = starts[form + 1]! - start;
        writePostingList(writer, term, this.#forms[form]!.text, ordinals, counts, start, count);
      }
      paperCounts[index] = countPapers(formIds, starts, ordinals, distinct);
      listStarts[index + 1] = writer.length;
    });
    return { terms: groups.map(([term]) => term), paperCounts, listStarts, lists: writer.toBytes() };
  }

  #groupByForm(): { starts: Uint32Array; ordinals: Uint32Array; counts: Uint8Array } {
    const starts = new Uint32Array(this.#forms.length + 1);
    for (let i = 0; i < this.#size; i++) starts[this.#formIds[i]! + 1]!++;
    for (let form = 0; form < this.#forms.length; form++) starts[form + 1]! += starts[form]!;
    const next = starts.slice();
    const ordinals = new Uint32Array(this.#size);
    const counts = new Uint8Array(this.#size);
    for (let i = 0; i < this.#size; i++) {
      const at = next[this.#formIds[i]!]!++;
      ordinals[at] = this.#ordinals[i]!;
      counts[at] = this.#counts[i]!;
    }
    return { starts, ordinals, counts };
  }

  #groupByTerm(): [term: string, formIds: number[]][] {
    const groups = new Map<string, number[]>();
    this.#forms.forEach(({ term }, form) => {
      const group = groups.get(term);
      if (group) group.push(form);
      else groups.set(term, [form]);
    });
    return [...groups].sort(([a], [b]) => compareTerms(a, b));
  }

  #grow(): void {
    this.#formIds = enlarge(this.#formIds, new Uint32Array(this.#size * 2));
    this.#ordinals = enlarge(this.#ordinals, new Uint32Array(this.#size * 2));
    this.#counts = enlarge(this.#counts, new Uint8Array(this.#size * 2));
  }
}

function enlarge<A extends Uint8Array | Uint32Array>(array: A, larger: A): A {
  larger.set(array);
  return larger;
}

/** Distinct ordinals in the lists of all forms of a term. */
function countPapers(
  formIds: number[],
  starts: Uint32Array,
  ordinals: Uint32Array,
  distinct: DistinctPapers,
): number {
  if (formIds.length === 1) return starts[formIds[0]! + 1]! - starts[formIds[0]!]!;
  distinct.nextTerm();
  return formIds.reduce(
    (count, form) => count + distinct.add(ordinals.subarray(starts[form], starts[form + 1])),
    0,
  );
}
