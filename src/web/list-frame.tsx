import type { ComponentChildren, VNode } from 'preact';
import { SubscribeForm } from './subscribe-form.tsx';

/** A list, and beside it (below it, where there is no room) the daily mail and what else helps finding one's way. */
export function ListFrame({
  children,
  beside,
}: {
  children: ComponentChildren;
  beside?: ComponentChildren;
}): VNode {
  return (
    <div class="columns">
      <div>{children}</div>
      <aside aria-label="The daily mail and other lists">
        <SubscribeForm />
        {beside}
      </aside>
    </div>
  );
}
