/** Archives that belong to the group of physics; every other archive is a group of its own. */
const PHYSICS = new Set(
  'astro-ph cond-mat gr-qc hep-ex hep-lat hep-ph hep-th math-ph nlin nucl-ex nucl-th physics quant-ph'.split(
    ' ',
  ),
);

/**
 * The OAI-PMH set of a category: `cs:cs:AI` of `cs.AI`, `physics:astro-ph:CO` of `astro-ph.CO`, `physics:hep-th` of
 * `hep-th`. See https://info.arxiv.org/help/oa/.
 */
export function arxivSetOf(category: string): string {
  const [archive = '', subject] = category.split('.');
  const group = PHYSICS.has(archive) ? 'physics' : archive;
  return [group, archive, subject].filter(Boolean).join(':');
}
