import { hasBit, type Bitmap } from './bitmap.ts';
import { ByteWriter } from './byte-writer.ts';
import { decodeOrdinals, readPostingLists, writePostingList } from './posting-lists.ts';
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
}

/** Lays out the merged segment: the living papers of all inputs, ascending by id. */
export function planMerge(inputs: MergeInput[]): MergePlan {
  const papers: { id: number; input: number; ordinal: number }[] = [];
  inputs.forEach(({ columns, deletions }, input) => {
    columns.paperIds.forEach((id, ordinal) => {
      if (!deletions || !hasBit(deletions, ordinal)) papers.push({ id, input, ordinal });
    });
  });
  papers.sort((a, b) => a.id - b.id);
  const columns = emptyColumns(papers.length);
  const categories = new Map([['', 0]]);
  const newOrdinals = inputs.map((input) => new Int32Array(input.columns.paperCount).fill(-1));
  papers.forEach(({ id, input, ordinal }, newOrdinal) => {
    const source = inputs[input]!.columns;
    newOrdinals[input]![ordinal] = newOrdinal;
    columns.paperIds[newOrdinal] = id;
    columns.titleHashes[newOrdinal] = source.titleHashes[ordinal]!;
    columns.publishedDays[newOrdinal] = source.publishedDays[ordinal]!;
    columns.abstractLengths[newOrdinal] = source.abstractLengths[ordinal]!;
    columns.titleLengths[newOrdinal] = source.titleLengths[ordinal]!;
    columns.flags[newOrdinal] = source.flags[ordinal]!;
    const category = source.categories[source.primaryCategories[ordinal]!] ?? '';
    if (!categories.has(category)) categories.set(category, categories.size);
    columns.primaryCategories[newOrdinal] = categories.get(category)!;
  });
  columns.categories = [...categories.keys()];
  return { columns, newOrdinals };
}

/** One term's lists from several inputs as one; undefined where no living paper has it. */
export function mergeTerm(
  term: string,
  sources: { input: number; lists: Uint8Array }[],
  { newOrdinals }: MergePlan,
): { paperCount: number; lists: Uint8Array } | undefined {
  const byForm = new Map<string, { ordinals: number[]; counts: number[] }>();
  for (const { input, lists } of sources) {
    for (const list of readPostingLists(term, lists)) {
      const merged = byForm.get(list.form) ?? { ordinals: [], counts: [] };
      byForm.set(list.form, merged);
      const old = new Uint32Array(list.count);
      decodeOrdinals(list, old);
      for (let i = 0; i < list.count; i++) {
        const ordinal = newOrdinals[input]![old[i]!]!;
        if (ordinal < 0) continue;
        merged.ordinals.push(ordinal);
        merged.counts.push(list.bytes[list.countsStart + i]!);
      }
    }
  }
  const writer = new ByteWriter();
  const papers = new Set<number>();
  for (const [form, { ordinals, counts }] of byForm) {
    if (ordinals.length === 0) continue;
    if (byForm.size > 1) for (const ordinal of ordinals) papers.add(ordinal);
    const order = ascendingOrder(ordinals);
    writePostingList(
      writer,
      term,
      form,
      Uint32Array.from(order ? order.map((i) => ordinals[i]!) : ordinals),
      Uint8Array.from(order ? order.map((i) => counts[i]!) : counts),
      0,
      ordinals.length,
    );
  }
  if (writer.length === 0) return undefined;
  const paperCount = byForm.size > 1 ? papers.size : [...byForm.values()][0]!.ordinals.length;
  return { paperCount, lists: writer.toBytes() };
}

/** How to sort, or undefined where the values already ascend: segments mostly follow one another. */
function ascendingOrder(values: number[]): number[] | undefined {
  if (values.every((value, i) => i === 0 || value > values[i - 1]!)) return undefined;
  return values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
}
