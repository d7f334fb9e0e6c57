import { hasBit, type Bitmap } from './bitmap.ts';
import { ByteWriter } from './byte-writer.ts';
import { DistinctPapers } from './distinct-papers.ts';
import { numberName } from './number-name.ts';
import { decodeList } from './posting-kernel.ts';
import { readPostingLists, writePostingList, type PostingList } from './posting-lists.ts';
import { emptyColumns, type SegmentColumns } from './segment-columns.ts';

export interface MergeInput {
  columns: SegmentColumns;
  deletions: Bitmap | undefined;
}

/** Where the papers of the inputs go. */
export interface MergePlan {
  columns: SegmentColumns;
  /** Per input: the new ordinal of each old one; -1: deleted. Ascending apart from those. */
  newOrdinals: Int32Array[];
  distinctPapers: DistinctPapers;
  scratch: MergeScratch;
}

/** Written over by each term: made anew for each, they would be most of the memory that a merge takes. */
interface MergeScratch {
  writer: ByteWriter;
  ordinals: Uint32Array;
  counts: Uint8Array;
}

/** Lays out the merged segment: the living papers of all inputs, ascending by id. */
export function planMerge(inputs: MergeInput[]): MergePlan {
  const { sources, ordinals } = orderPapers(inputs);
  const columns = emptyColumns(ordinals.length);
  const categories = new Map([['', 0]]);
  const venues = new Map([['', 0]]);
  const newOrdinals = inputs.map((input) => new Int32Array(input.columns.paperCount).fill(-1));
  ordinals.forEach((ordinal, newOrdinal) => {
    const input = sources[newOrdinal]!;
    const source = inputs[input]!.columns;
    newOrdinals[input]![ordinal] = newOrdinal;
    columns.paperIds[newOrdinal] = source.paperIds[ordinal]!;
    columns.titleHashes[newOrdinal] = source.titleHashes[ordinal]!;
    columns.publishedDays[newOrdinal] = source.publishedDays[ordinal]!;
    columns.abstractLengths[newOrdinal] = source.abstractLengths[ordinal]!;
    columns.titleLengths[newOrdinal] = source.titleLengths[ordinal]!;
    columns.flags[newOrdinal] = source.flags[ordinal]!;
    const category = source.categories[source.primaryCategories[ordinal]!] ?? '';
    columns.primaryCategories[newOrdinal] = numberName(categories, category);
    columns.venues[newOrdinal] = numberName(venues, source.venueNames[source.venues[ordinal]!] ?? '');
  });
  columns.categories = [...categories.keys()];
  columns.venueNames = [...venues.keys()];
  return {
    columns,
    newOrdinals,
    distinctPapers: new DistinctPapers(ordinals.length),
    scratch: { writer: new ByteWriter(), ordinals: new Uint32Array(0), counts: new Uint8Array(0) },
  };
}

/** Which paper of which input comes at each new ordinal: all inputs ascend, the lowest id is taken each time. */
function orderPapers(inputs: MergeInput[]): { sources: Uint8Array; ordinals: Uint32Array } {
  const total = inputs.reduce((sum, { columns }) => sum + columns.paperCount, 0);
  const sources = new Uint8Array(total);
  const ordinals = new Uint32Array(total);
  const next = inputs.map(() => 0);
  let size = 0;
  for (let taken = 0; taken < total; taken++) {
    let lowest = -1;
    let lowestId = Infinity;
    inputs.forEach(({ columns }, input) => {
      const id = columns.paperIds[next[input]!] ?? Infinity;
      if (id < lowestId || (id === lowestId && lowest < 0)) [lowest, lowestId] = [input, id];
    });
    const ordinal = next[lowest]!++;
    const { deletions } = inputs[lowest]!;
    if (deletions && hasBit(deletions, ordinal)) continue;
    sources[size] = lowest;
    ordinals[size++] = ordinal;
  }
  return { sources, ordinals: ordinals.slice(0, size) };
}

/** One term's lists from several inputs as one; undefined where no living paper has it. */
export function mergeTerm(
  term: string,
  sources: { input: number; lists: Uint8Array }[],
  plan: MergePlan,
): { paperCount: number; lists: Uint8Array } | undefined {
  const byForm = new Map<string, FormSource[]>();
  for (const { input, lists } of sources) {
    for (const list of readPostingLists(term, lists)) {
      const sourcesOfForm = byForm.get(list.form);
      if (sourcesOfForm) sourcesOfForm.push({ input, list });
      else byForm.set(list.form, [{ input, list }]);
    }
  }
  const { writer } = plan.scratch;
  writer.length = 0;
  let paperCount = 0;
  plan.distinctPapers.nextTerm();
  for (const [form, sourcesOfForm] of byForm) {
    const { ordinals, counts } = mergeForm(sourcesOfForm, plan);
    if (ordinals.length === 0) continue;
    writePostingList(writer, term, form, ordinals, counts, 0, ordinals.length);
    paperCount += byForm.size > 1 ? plan.distinctPapers.add(ordinals) : ordinals.length;
  }
  return writer.length > 0 ? { paperCount, lists: writer.toBytes() } : undefined;
}

interface FormSource {
  input: number;
  list: PostingList;
}

/** Good until the next call. */
function mergeForm(
  sources: FormSource[],
  { newOrdinals, scratch }: MergePlan,
): { ordinals: Uint32Array; counts: Uint8Array } {
  const capacity = sources.reduce((sum, { list }) => sum + list.count, 0);
  if (scratch.ordinals.length < capacity) {
    scratch.ordinals = new Uint32Array(capacity * 2);
    scratch.counts = new Uint8Array(capacity * 2);
  }
  const { ordinals, counts } = scratch;
  let size = 0;
  for (const { input, list } of sources) {
    const decoded = decodeList(list);
    for (let i = 0; i < list.count; i++) {
      const ordinal = newOrdinals[input]![decoded.ordinals[i]!]!;
      if (ordinal < 0) continue;
      ordinals[size] = ordinal;
      counts[size++] = decoded.counts[i]!;
    }
  }
  return sortByOrdinal(ordinals.subarray(0, size), counts.subarray(0, size));
}

/** As given where the values already ascend: segments mostly follow one another. */
function sortByOrdinal(
  ordinals: Uint32Array,
  counts: Uint8Array,
): { ordinals: Uint32Array; counts: Uint8Array } {
  if (ordinals.every((ordinal, i) => i === 0 || ordinal > ordinals[i - 1]!)) return { ordinals, counts };
  const order = Uint32Array.from(ordinals.keys()).sort((a, b) => ordinals[a]! - ordinals[b]!);
  return { ordinals: order.map((i) => ordinals[i]!), counts: Uint8Array.from(order, (i) => counts[i]!) };
}
