import type { Context } from 'hono';
import type { VNode } from 'preact';
import { signalKinds, weightOfOthers } from '../trending/signal-kinds.ts';
import {
  ageBandsDays,
  knownBandsDays,
  trendingConstants,
  type TrendingConstant,
} from '../trending/trending-constants.ts';
import { answerPage } from './page.tsx';
import { ParameterName } from './parameter-name.tsx';
import type { Site } from './site.ts';

const formula: { name: string; expression?: string; meaning?: string }[] = [
  { name: 'momentum', expression: 'rate * alive^silencePower * persistence' },
  {
    name: 'rate',
    expression: 'present > lasting ? present^nowShare * lasting^(1 - nowShare) : present',
    meaning: 'only a burst is tempered by its past',
  },
  {
    name: 'alive',
    expression: 'lived / (lived + silent)',
    meaning: 'for how long it has gained, and for how long it has not',
  },
  {
    name: 'persistence',
    meaning: 'how such a signal usually goes on over horizonDays, by how long it has been known',
  },
  {
    name: 'part',
    expression: 'weight * trust * log2(1 + momentum / typical)',
    meaning: 'typical: the usual momentum of its field and age',
  },
  { name: 'trust', expression: 'gained / (gained + noiseCounts)' },
  {
    name: 'score',
    expression: '2^(-age / fadeHalfLifeDays) * sum of the parts',
    meaning: '0 after maxAgeDays',
  },
];

/** `/about/trending`: the formula and, from the code's own table, every constant in it with its reason. */
export function showAboutTrending(site: Site, c: Context): Response {
  const weights: [name: string, constant: TrendingConstant][] = [
    ...Object.entries(signalKinds).map(([kind, { weight }]): [string, TrendingConstant] => [kind, weight]),
    ['any other', weightOfOthers],
  ];
  return answerPage(site, c, {
    title: 'How trending is worked out',
    section: 'about',
    description: 'The formula behind the trending papers, every constant in it, and why it is so.',
    canonicalPath: '/about/trending',
    main: (
      <article class="narrow">
        <h1>How trending is worked out</h1>
        <p>
          What counts is what a paper <em>gained</em> lately, not what it has. For each signal (stars of its
          code, upvotes, points, citations, ...) the counts observed over time become two rates: a present one
          and a lasting one, each an exponential average of gains. Missing days look neither like silence nor
          like a burst; a falling count is no loss; what several papers share is divided among them; of
          several repositories of one paper the livelier one counts.
        </p>
        <dl class="formula">
          {formula.map(({ name, expression, meaning }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                {expression && <code>{expression}</code>}
                {meaning && <span>{meaning}</span>}
              </dd>
            </div>
          ))}
        </dl>
        <p>
          Papers are compared with those of the same primary category and about the same age: up to{' '}
          {ageBandsDays.join(', ')} days. A list then takes turns, so that no field, group of authors or topic
          fills the page. How a signal goes on is learned from the papers that have it, apart for those known
          for up to {knownBandsDays.map(spanWords).join(', ')}, and longer. Papers without any signal follow,
          newest first, the fields in turns. Each paper on a list says what put it there.
        </p>
        <h2>The constants</h2>
        <ConstantTable name="Constant" constants={Object.entries(trendingConstants)} />
        <h2>How much each kind of signal counts</h2>
        <ConstantTable name="Signal" constants={weights} />
        <p>
          The score is a pure function of what was observed and the time, so anyone can test it: the program's{' '}
          <code>eval-trending</code> ranks counts over time by what was known at each date and compares with
          what happened next, beside the formulas that other services publish.
        </p>
      </article>
    ),
  });
}

function ConstantTable({
  name: heading,
  constants,
}: {
  name: string;
  constants: [name: string, constant: TrendingConstant][];
}): VNode {
  return (
    <table class="data">
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col">Value</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {constants.map(([name, { value, unit, reason }]) => (
          <tr key={name}>
            <th scope="row">
              <ParameterName name={name} />
            </th>
            <td>
              {value} {unit}
            </td>
            <td>{reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function spanWords(days: number): string {
  const [count, unit] = days < 1 ? [Math.round(days * 24), 'hour'] : [days, 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
