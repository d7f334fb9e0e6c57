import type { TestSite } from './open-site.ts';

/** Of each kind of page (its address without numbers and names) so many are enough. */
const MAX_OF_A_KIND = 4;
const MAX_PAGES = 400;

/** Follows the links of a site from some pages on, within it; answers the HTML pages by address. Dead links throw. */
export async function crawlSite(site: TestSite, starts: string[]): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  const seen = new Set(starts);
  const kinds = new Map<string, number>();
  const queue = starts.map((path) => ({ path, from: undefined as string | undefined }));
  for (let next = queue.shift(); next && pages.size < MAX_PAGES; next = queue.shift()) {
    const { path, from } = next;
    const response = await site.get(path);
    if (from !== undefined && response.status >= 400)
      throw new Error(`${from} has a link to ${path}, which answers ${response.status}`);
    const location = response.headers.get('Location');
    const text = location ? `href="${location}"` : await response.text();
    if (!location && !/^text\/html/.test(response.headers.get('Content-Type') ?? '')) continue;
    if (!location) pages.set(path, text);
    for (const [, href = ''] of text.matchAll(/href="([^"]*)"/g)) {
      const target = href
        .replaceAll('&amp;', '&')
        .replace(/#.*$/, '')
        .replace(/^http:\/\/papers\.test/, '');
      if (!target.startsWith('/') || seen.has(target)) continue;
      seen.add(target);
      const kind = kindOf(target);
      const count = kinds.get(kind) ?? 0;
      kinds.set(kind, count + 1);
      if (count < MAX_OF_A_KIND) queue.push({ path: target, from: path });
    }
  }
  return pages;
}

/** `/papers/arxiv:2608.00001?cursor=x` is of the kind `/papers/?cursor`. */
function kindOf(address: string): string {
  const [path = '', query = ''] = address.split('?');
  const parameters = [...new URLSearchParams(query).keys()].sort().join('&');
  const [, first = '', ...rest] = path.split('/');
  return `/${first}${rest.length > 0 && first !== 'about' ? '/' : path}${/\.[a-z.]+$/.exec(path)?.[0] ?? ''}?${parameters}`;
}
