import type { Context } from 'hono';
import type { ComponentChildren, VNode } from 'preact';
import { listPapersListedOn } from '../papers/listed-papers.ts';
import type { Paper } from '../papers/paper.ts';
import type { SignalHistory } from '../trending/read-signal-history.ts';
import { dateWords } from './day-words.ts';
import { FollowList } from './follow-list.tsx';
import { MonthCalendar } from './month-calendar.tsx';
import { answerPage } from './page.tsx';
import { PaperList } from './paper-list.tsx';
import { PeriodPager } from './period-pager.tsx';
import { SignalCharts } from './signal-charts.tsx';
import type { Site } from './site.ts';

/** `/about/design`: the system that the pages are made of, each part as it is, from the same code and style sheet. */
export async function showDesign(site: Site, c: Context): Promise<Response> {
  const { assets, database } = site;
  const { papers } = await listPapersListedOn(database, { from: '1000', to: '9999', limit: 1 });
  return answerPage(site, c, {
    title: 'Design',
    section: 'about',
    description: 'The type, colours, spaces and parts that the pages of Offprint are made of.',
    canonicalPath: '/about/design',
    main: (
      <article class="design">
        <div class="dateline">
          <h1>Design</h1>
          <p class="lede">
            A table of contents, set with care: one ink, one paper, one red. Dense where papers are scanned,
            generous where one is read; nothing moves, nothing asks. Every part below is the one that the
            pages use.
          </p>
        </div>
        <Mark href={assets.href('mark.svg')} />
        <Colours sheet={assets.text('site.css')} />
        <TypeScale />
        <Spaces />
        <Parts papers={papers} />
      </article>
    ),
  });
}

function Part({ name, note, children }: { name: string; note: string; children: ComponentChildren }): VNode {
  const id = `part-${name.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <section aria-labelledby={id} class="part">
      <h2 id={id}>{name}</h2>
      <p class="hint">{note}</p>
      <div>{children}</div>
    </section>
  );
}

function Mark({ href }: { href: string }): VNode {
  return (
    <Part
      name="Mark"
      note="A printed sheet, and behind it the one it was taken from. Never smaller than 16 pixels, never in another colour."
    >
      <p class="marks">
        {[16, 28, 64].map((size) => (
          <img key={size} src={href} alt={`The mark at ${size} pixels`} width={size} height={size} />
        ))}
        <span class="wordmark">Offprint</span>
      </p>
    </Part>
  );
}

/** The tokens as the style sheet has them, so that this page can't say anything else. */
function Colours({ sheet }: { sheet: string }): VNode {
  const colours = [...sheet.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\)/g)];
  return (
    <Part
      name="Colours"
      note="Light and dark follow the reader’s system. Text keeps at least 4.5 : 1 against its ground in both; red is for what can be followed, never for meaning alone."
    >
      <ul class="swatches">
        {colours.map(([, name, light, dark]) => (
          <li key={name}>
            <span class={`swatch swatch-${name}`} />
            <code>{name}</code>{' '}
            <span class="hint">
              {light} {dark}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

const scale: readonly [className: string, use: string][] = [
  ['type-huge', 'The day, the field: the one heading of a page'],
  ['type-large', 'A part of a page'],
  ['type-title', 'The title of a paper in a list'],
  ['type-reading', 'An abstract that is read, 18 pixels on 1.65 lines, 44 rem at most'],
  ['type-normal', 'Forms and running text'],
  ['type-small', 'Authors, navigation, facts'],
  ['type-tiny', 'The margin: fields, days, links'],
];

function TypeScale(): VNode {
  return (
    <Part
      name="Type"
      note="The reader’s own fonts: a book face for titles and abstracts, the system’s face for everything around them, one monospaced. Nothing is loaded, so nothing shifts."
    >
      <dl class="scale">
        {scale.map(([className, use]) => (
          <>
            <dt class={className}>Attention</dt>
            <dd>{use}</dd>
          </>
        ))}
      </dl>
    </Part>
  );
}

function Spaces(): VNode {
  return (
    <Part
      name="Spaces and lines"
      note="Steps of a quarter rem. Lists are ruled with hairlines, not boxed; a box (8 pixels round) is for what stands beside them. Lines of text end at 41 rem in lists."
    >
      <ul class="spaces">
        {['quarter', 'half', 'one', 'two', 'three'].map((step) => (
          <li key={step}>
            <span class={`space-${step}`} /> <code>{step}</code>
          </li>
        ))}
      </ul>
    </Part>
  );
}

const MONTH = {
  month: '2026-08',
  counts: [3, 4, 5, 6, 7, 10].map((day) => ({
    day: `2026-08-${String(day).padStart(2, '0')}`,
    count: day * 31,
  })),
};

const HISTORIES: SignalHistory[] = [
  {
    kind: 'stars',
    place: undefined,
    observations: [12, 14, 19, 40, 96, 150, 181, 196, 204, 209, 211].map((count, day) => ({
      atMs: Date.parse('2026-08-01') + day * 86_400_000,
      count,
    })),
  },
];

function Parts({ papers }: { papers: Paper[] }): VNode {
  return (
    <>
      <Part name="Paper" note="The same row in every list: the margin has what is not read in passing.">
        <PaperList
          papers={papers}
          reasons={
            new Map(papers.map(({ id }) => [id, 'A line on why it is here, where the list has reasons']))
          }
          days="shown"
          level={3}
        />
      </Part>
      <Part name="Days" note="A month at a glance: the fuller the day, the deeper its tint. Earlier is left.">
        <MonthCalendar {...MONTH} current="2026-08-05" />
        <PeriodPager kind="day" previous="2026-08-04" next="2026-08-06" place="below" />
      </Part>
      <Part
        name="Counters"
        note="A line for each counter, and the same in words, for those who don’t see it."
      >
        <SignalCharts histories={HISTORIES} />
      </Part>
      <Part name="Forms" note="Labels that stay, edges that can be seen, targets of 24 pixels and more.">
        <p class="links">
          <button type="button">Main action</button>
          <button type="button" class="quiet">
            Quiet action
          </button>
          <label>
            Field <input type="text" value={dateWords('2026-08-20')} />
          </label>
        </p>
      </Part>
      <Part name="Notes" note="What is said in passing, and what must be seen.">
        <p>
          <span class="label">Summary by Offprint</span> a label; <kbd>j</kbd> a key; <code>cs.CL</code> code;{' '}
          <mark>a mark</mark>; <span class="reason">a reason</span>; <span class="hint">a hint</span>.
        </p>
        <p class="remarks">Something that the reader should know before going on.</p>
      </Part>
      <Part name="The foot of a list" note="Every list is followed and kept from the same place.">
        <FollowList feedPath="/index.atom" />
      </Part>
    </>
  );
}
