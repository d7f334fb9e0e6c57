import type { VNode } from 'preact';
import { Honeypot } from './honeypot.tsx';

/** Where the form is posted. */
export const SUBSCRIBE_PATH = '/subscribe';

export interface SubscribeFormProps {
  /** What was typed, when the form is shown again. */
  address?: string;
  problem?: string;
}

export function SubscribeForm({ address = '', problem }: SubscribeFormProps): VNode {
  return (
    <section class="card" id="subscribe" aria-labelledby="subscribe-title">
      <h2 id="subscribe-title">Get trending papers in your inbox once a day</h2>
      <form method="post" action={SUBSCRIBE_PATH}>
        <div class="field">
          <input
            type="email"
            name="address"
            value={address}
            required
            maxLength={254}
            autocomplete="email"
            placeholder="you@example.org"
            aria-label="Your mail address"
            aria-invalid={problem ? 'true' : undefined}
            aria-describedby={problem ? 'subscribe-problem' : 'subscribe-note'}
          />
          <button type="submit">Subscribe</button>
        </div>
        <Honeypot />
      </form>
      {problem && (
        <p id="subscribe-problem" role="alert">
          {problem}
        </p>
      )}
      <p id="subscribe-note">
        One mail on days with new papers, none on others. Leave with one click.{' '}
        <a href="/digests">See today’s mail</a>
      </p>
    </section>
  );
}
