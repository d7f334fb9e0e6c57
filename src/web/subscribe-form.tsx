import type { VNode } from 'preact';

/** Where the form is posted. */
export const SUBSCRIBE_PATH = '/subscribe';

/** Hidden from people; programs that fill in every field give themselves away. */
export const HONEYPOT_FIELD = 'website';

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
        <div class="unseen" aria-hidden="true">
          <label>
            Leave this empty <input type="text" name={HONEYPOT_FIELD} tabIndex={-1} autocomplete="off" />
          </label>
        </div>
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
