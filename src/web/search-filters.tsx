import type { VNode } from 'preact';
import { formatCount } from '../lib/format-count.ts';
import type { GivenFilters } from '../search/query/given-filters.ts';
import type { FacetCount, Facets } from '../search/results/count-facets.ts';
import { sortOrders, type SortOrder } from '../search/search.ts';
import { withQuery } from './addresses.ts';
import { categoryName } from './category-names.ts';

/** What the address of a search says. */
export interface AskedSearch {
  q: string;
  filters: GivenFilters;
  sort: SortOrder;
  /** `typed`: no spelling is corrected. */
  spelling?: 'typed' | undefined;
}

/** `/search?q=...` (or its feed's path) with everything that was asked, some of it changed; undefined takes a filter away. */
export function searchAddress(
  { q, filters, sort, spelling }: AskedSearch,
  changes: { [name: string]: string | undefined } = {},
  path = '/search',
): string {
  const asked = { q: q || undefined, ...filters, sort: sort === 'relevance' ? undefined : sort, spelling };
  return withQuery(path, { ...asked, ...changes });
}

const orderNames: { [order in SortOrder]: string } = {
  relevance: 'Best first',
  newest: 'Newest first',
  trending: 'Trending first',
};

const labels: { [name in keyof GivenFilters]-?: string } = {
  author: 'by',
  venue: 'in',
  category: 'category',
  field: 'field',
  from: 'from',
  to: 'to',
  has: 'with',
};

/** The order, and the filters that apply, each with a way to take it away. */
export function AppliedFilters({ asked, hasHits }: { asked: AskedSearch; hasHits: boolean }): VNode | null {
  const applied = Object.entries(asked.filters) as [keyof GivenFilters, string][];
  // Nothing can't be put in order.
  const orders = hasHits ? sortOrders : [];
  if (orders.length + applied.length === 0) return null;
  return (
    <nav class="tabs" aria-label="Order and filters">
      {orders.map((order) => (
        <a
          key={order}
          href={searchAddress(asked, { sort: order === 'relevance' ? undefined : order })}
          aria-current={order === asked.sort ? 'page' : undefined}
        >
          {orderNames[order]}
        </a>
      ))}
      {applied.map(([name, value]) => (
        <a key={name} class="applied" href={searchAddress(asked, { [name]: undefined })}>
          {labels[name]} {value} <span aria-hidden="true">×</span>
          <span class="unseen">, take this filter away</span>
        </a>
      ))}
    </nav>
  );
}

/** How the papers found divide; each line narrows the search. Below it the same filters as fields of a form. */
export function SearchFilters({ asked, facets }: { asked: AskedSearch; facets: Facets | undefined }): VNode {
  return (
    <>
      {facets && <FacetCard asked={asked} facets={facets} />}
      <details class="card filters">
        <summary>More filters</summary>
        <form action="/search">
          <input type="hidden" name="q" value={asked.q} />
          {asked.sort !== 'relevance' && <input type="hidden" name="sort" value={asked.sort} />}
          {asked.filters.field && <input type="hidden" name="field" value={asked.filters.field} />}
          <Field name="author" label="Author" asked={asked} />
          <Field name="venue" label="Venue" asked={asked} />
          <Field name="category" label="Category, such as cs.CL" asked={asked} />
          <Field name="from" label="From (year, month or day)" asked={asked} />
          <Field name="to" label="To" asked={asked} />
          <label class="check">
            <input type="checkbox" name="has" value="code" checked={asked.filters.has === 'code'} /> With code
          </label>
          <button type="submit">Search</button>
        </form>
      </details>
    </>
  );
}

function Field({
  name,
  label,
  asked,
}: {
  name: keyof GivenFilters;
  label: string;
  asked: AskedSearch;
}): VNode {
  return (
    <label>
      {label}
      <input type="text" name={name} value={asked.filters[name] ?? ''} maxLength={200} />
    </label>
  );
}

const FEW = 6;

function FacetCard({ asked, facets }: { asked: AskedSearch; facets: Facets }): VNode | null {
  const { fields, years, venues, withCode } = facets;
  const year = ({ value }: FacetCount): string => searchAddress(asked, { from: value, to: value });
  if (fields.length + years.length + venues.length === 0) return null;
  return (
    <section class="card facets" aria-label="Narrow the search">
      <FacetList
        title="Field"
        counts={fields}
        nameOf={({ value }) => categoryName(value) ?? value}
        addressOf={({ value }) => searchAddress(asked, { field: value })}
      />
      <FacetList title="Year" counts={years} nameOf={({ value }) => value} addressOf={year} />
      <FacetList
        title="Venue"
        counts={venues}
        nameOf={({ value }) => value}
        addressOf={({ value }) => searchAddress(asked, { venue: value })}
      />
      {withCode > 0 && asked.filters.has !== 'code' && (
        <p>
          <a href={searchAddress(asked, { has: 'code' })}>With code</a> {formatCount(withCode)}
        </p>
      )}
    </section>
  );
}

interface FacetListProps {
  title: string;
  counts: FacetCount[];
  nameOf(count: FacetCount): string;
  addressOf(count: FacetCount): string;
}

function FacetList({ title, counts, nameOf, addressOf }: FacetListProps): VNode | null {
  if (counts.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {counts.slice(0, FEW).map((count) => (
          <li key={count.value}>
            <a href={addressOf(count)}>{nameOf(count)}</a> <span>{formatCount(count.count)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
