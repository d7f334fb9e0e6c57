import type { VNode } from 'preact';
import type { Paper } from '../papers/paper.ts';
import { OPEN_PDF_PATH, openPdfAddress } from './addresses.ts';

/** Links to where the paper can be read. The title is named for those who hear one link after the other. */
export function PaperLinks({ paper: { links, title, publicId } }: { paper: Paper }): VNode {
  const named: [name: string, href: string | undefined][] = [
    [links.page ? sourceName(links.page) : '', links.page],
    ['PDF', isWebAddress(links.pdf) ? openPdfAddress(publicId) : undefined],
    ['Code', links.code],
    ['Project', links.project],
  ];
  return (
    <>
      {named.map(
        ([name, href]) =>
          (href?.startsWith(OPEN_PDF_PATH) || isWebAddress(href)) && (
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
export function isWebAddress(address: string | undefined): address is string {
  return address !== undefined && /^https?:\/\//i.test(address);
}
