/* global AbortController, DOMParser, Event, URLSearchParams, clearTimeout, fetch, history, location, setTimeout */
// Search as you type, on the search page alone. What is found replaces the list in place and the address follows with
// replaceState, so that "back" always leaves the search, however much was typed. Without this script the form works.
const box = document.querySelector('input[name="q"]');
const replaced = ['total', 'results', 'filters'].map((id) => document.getElementById(id));
const PAUSE_MS = 150;

let shown = box.value.trim();
let timer = 0;
let running = new AbortController();

box.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE_MS);
});

async function search() {
  const query = box.value.trim();
  if (query === shown) return;
  running.abort();
  running = new AbortController();
  // The filters of the address stay; the place in the list does not.
  const asked = new URLSearchParams(location.search);
  for (const name of ['q', 'cursor', 'spelling']) asked.delete(name);
  if (query) asked.set('q', query);
  const address = `/search${asked.size ? `?${asked}` : ''}`;
  if (query) asked.set('typing', '1');
  try {
    const answer = await fetch(`/search?${asked}`, { signal: running.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of replaced) part.replaceChildren(...page.getElementById(part.id).childNodes);
    document.dispatchEvent(new Event('offprint:list'));
    document.title = page.title;
    history.replaceState(null, '', address);
    shown = query;
  } catch {
    // Overtaken by the next letter, or offline: the list stays as it is and Enter still works.
  }
}
