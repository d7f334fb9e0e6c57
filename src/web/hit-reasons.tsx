import type { VNode } from 'preact';
import type { HitExplanation } from '../search/search.ts';

const places = ['title', 'abstract', 'authors', 'venue'] as const;

/** "Why this paper": what each word adds to its place, and in which fields it stands; closed until asked for. */
export function HitReasons({ why }: { why: HitExplanation }): VNode {
  const { words, title, meaning, coordination } = why;
  return (
    <details class="why">
      <summary>Why this paper</summary>
      <ul>
        {title > 0 && <li>{points(title)} its title is the query</li>}
        {words.map((part) => (
          <li key={part.word}>
            {points(part.score)} <q>{part.word}</q> in{' '}
            {places
              .filter((place) => part[place] > 0)
              .map((place) => `${place} ${points(part[place])}`)
              .join(', ')}
          </li>
        ))}
        {meaning > 0 && <li>{points(meaning)} near to the query in meaning</li>}
        {coordination < 0.995 && (
          <li>Words count × {coordination.toFixed(2)}: some of the words are missing.</li>
        )}
      </ul>
    </details>
  );
}

const points = (score: number): string => score.toFixed(1);
