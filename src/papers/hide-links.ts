import type { Database } from '../storage/database.ts';
import { lookupChunksOf } from './chunks.ts';
import type { AssignedPaper } from './assign-papers.ts';

/** Takes from papers about to be written the links that an operator found wrong, whatever records say. */
export async function hideLinks(transaction: Database, papers: readonly AssignedPaper[]): Promise<void> {
  const linked = papers.filter(({ fields: { links } }) => links.code ?? links.project);
  for (const chunk of lookupChunksOf(linked.map(({ publicId }) => publicId))) {
    const hidden = await transaction
      .selectFrom('link_reports')
      .select(['public_id', 'url'])
      .where('public_id', 'in', chunk)
      .where('verdict', '=', 'hidden')
      .execute();
    if (hidden.length === 0) continue;
    const isHidden = new Set(hidden.map(({ public_id, url }) => `${public_id} ${url}`));
    for (const { publicId, fields } of linked) {
      for (const kind of ['code', 'project'] as const)
        if (isHidden.has(`${publicId} ${fields.links[kind]}`)) delete fields.links[kind];
    }
  }
}
