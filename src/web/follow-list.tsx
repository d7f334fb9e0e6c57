import type { VNode } from 'preact';
import { citationFormats, type CitationFormatName } from '../papers/citations/citation-formats.ts';

const feeds: readonly [label: string, extension: string][] = [
  ['Atom', 'atom'],
  ['RSS', 'rss'],
  ['JSON Feed', 'json'],
];

const files: readonly [label: string, name: CitationFormatName][] = [
  ['BibTeX', 'bibtex'],
  ['RIS', 'ris'],
  ['CSL-JSON', 'csl'],
  ['CSV', 'csv'],
];

/** The feeds of a list, for a page's head. `feedPath`: the list's Atom feed, `/trending.atom?over=week`. */
export function FeedLinks({ feedPath, title }: { feedPath: string; title: string }): VNode {
  const types: { [extension: string]: string } = {
    atom: 'application/atom+xml',
    rss: 'application/rss+xml',
    json: 'application/feed+json',
  };
  return (
    <>
      {feeds.map(([label, extension]) => (
        <link
          rel="alternate"
          type={types[extension]}
          title={`${title} (${label})`}
          href={withExtension(feedPath, extension)}
        />
      ))}
    </>
  );
}

/** The same list in other shapes, below it: to follow, and to keep. */
export function FollowList({ feedPath }: { feedPath: string }): VNode {
  return (
    <nav class="outputs" aria-label="This list in other shapes">
      <p>
        Follow this list:{' '}
        {feeds.map(([label, extension]) => (
          <>
            <a href={withExtension(feedPath, extension)}>{label}</a>{' '}
          </>
        ))}
        <a href="/feeds">About feeds</a>
      </p>
      <p>
        Keep it as a file:{' '}
        {files.map(([label, name]) => (
          <>
            <a href={withExtension(feedPath, citationFormats[name].extension)} download>
              {label}
            </a>{' '}
          </>
        ))}
      </p>
    </nav>
  );
}

function withExtension(feedPath: string, extension: string): string {
  return feedPath.replace(/\.atom(?=\?|$)/, `.${extension}`);
}
