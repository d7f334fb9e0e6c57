import type { VNode } from 'preact';
import type { Paper } from '../papers/paper.ts';

/** Links to where the paper can be read. The title is named for those who hear one link after the other. */
export function PaperLinks({ paper: { links, title } }: { paper: Paper }): VNode {
  const named: [name: string, href: string | undefined][] = [
    [links.page ? sourceName(links.page) : '', links.page],
    ['PDF', links.pdf],
    ['Code', links.code],
    ['Project', links.project],
  ];
  return (
    <>
      {named.map(
        ([name, href]) =>
          isWebAddress(href) && (
            <a href={href} aria-label={`${name}: ${title}`} rel="noopener">
              {name}
            </a>
          ),
      )}
    </>
  );
}

const sourceNames: { [host: string]: string } = {
  'arxiv.org': 'arXiv',
  'doi.org': 'DOI',
  'aclanthology.org': 'ACL Anthology',
  'openreview.net': 'OpenReview',
};

function sourceName(address: string): string {
  const host = URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : '';
  return sourceNames[host] ?? (host || 'Source');
}

/** Sources promise http(s); a link is the one place where a broken promise would run a script. */
function isWebAddress(address: string | undefined): address is string {
  return address !== undefined && /^https?:\/\//i.test(address);
}
