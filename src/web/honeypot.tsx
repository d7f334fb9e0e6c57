import type { VNode } from 'preact';

/** The name of a field that people never see: what is written there was written by a program. */
export const HONEYPOT_FIELD = 'website';

/** That field, for forms which cause a mail. */
export function Honeypot(): VNode {
  return (
    <div class="unseen" aria-hidden="true">
      <label>
        Leave this empty <input type="text" name={HONEYPOT_FIELD} tabIndex={-1} autocomplete="off" />
      </label>
    </div>
  );
}
