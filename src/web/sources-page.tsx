import type { Context } from 'hono';
import type { VNode } from 'preact';
import { listSourceOverviews, type LoggedRun, type SourceOverview } from '../ingest/source-overview.ts';
import { formatCount } from '../lib/format-count.ts';
import { answerPage } from './page.tsx';
import type { Site } from './site.ts';

const RUNS_SHOWN = 5;
const PROBLEMS_SHOWN = 10;

/** `/sources`: where the papers come from, when each source was last heard, and what its runs did. */
export async function showSources(site: Site, c: Context): Promise<Response> {
  const sources = await listSourceOverviews(site.database, { runs: RUNS_SHOWN });
  return answerPage(site, c, {
    title: 'Sources',
    section: 'about',
    description: 'Where the papers of this Offprint come from, and what each source gave lately.',
    canonicalPath: '/sources',
    main: (
      <article class="narrow">
        <h1>Sources</h1>
        {sources.length > 0 ? (
          <p>
            Each source is asked on its own schedule and at the pace that it allows. Times are UTC. A count is
            a signal, such as stars or upvotes.
          </p>
        ) : (
          <p>No source has been asked yet.</p>
        )}
        {sources.map((source) => (
          <Source key={source.name} source={source} />
        ))}
      </article>
    ),
  });
}

function Source({
  source: { name, title, isOn, isRunning, heardAt, failure, runs },
}: {
  source: SourceOverview;
}): VNode {
  return (
    <section aria-labelledby={name}>
      <h2 id={name}>{title}</h2>
      <p>
        {isRunning ? 'Being asked now. ' : !isOn && 'Switched off. '}
        {heardAt ? (
          <>
            Last heard on <Instant at={heardAt} />.
          </>
        ) : (
          'Never heard yet.'
        )}
      </p>
      {failure && (
        <p>
          It could not be asked on <Instant at={failure.at} />: {failure.sentence}
        </p>
      )}
      {runs.length > 0 && <Runs title={title} runs={runs} />}
    </section>
  );
}

const columns: [heading: string, countOf: (run: LoggedRun) => number][] = [
  ['New', (run) => run.new],
  ['Changed', (run) => run.changed],
  ['As before', (run) => run.same],
  ['Broken', (run) => run.broken],
  ['Counts', (run) => run.signals],
];

function Runs({ title, runs }: { title: string; runs: LoggedRun[] }): VNode {
  const problems = runs.flatMap((run) => run.problems).slice(0, PROBLEMS_SHOWN);
  return (
    <>
      <div class="wide-table" tabIndex={0} role="region" aria-label={`Newest runs of ${title}`}>
        <table class="data runs">
          <caption>Newest runs</caption>
          <thead>
            <tr>
              <th scope="col">Begun</th>
              <th scope="col">Outcome</th>
              {columns.map(([heading]) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.startedAt}>
                <th scope="row">
                  <Instant at={run.startedAt} />
                </th>
                <td>{run.outcome}</td>
                {columns.map(([heading, countOf]) => (
                  <td key={heading}>{formatCount(countOf(run))}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problems.length > 0 && (
        <>
          <p>Records that could not be used:</p>
          <ul>
            {problems.map(({ line, entry, reason }, index) => (
              <li key={index}>
                {[line && `line ${line}`, entry].filter(Boolean).join(', ')}: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Instant({ at }: { at: string }): VNode {
  return <time dateTime={at}>{`${at.slice(0, 10)} ${at.slice(11, 16)}`}</time>;
}
