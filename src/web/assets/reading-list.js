/* global localStorage, fetch, URLSearchParams, DOMParser, Event */
// Shows the papers that this browser keeps: their identifiers are sent, the rows come back.
const SAVED = 'offprint-saved';
const list = document.getElementById('reading-list');
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(SAVED) ?? '[]');
  } catch {
    return [];
  }
};

const found = document.querySelector('[data-found]');
if (found) {
  const ids = found.dataset.found.split(' ').filter(Boolean);
  localStorage.setItem(SAVED, JSON.stringify([...new Set([...ids, ...read()])].slice(0, 500)));
}

const ids = read();
if (list && ids.length > 0) {
  const answer = await fetch('/reading-list', {
    method: 'POST',
    body: new URLSearchParams({ ids: ids.join(' ') }),
  });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  list.replaceChildren(...page.getElementById('reading-list').childNodes);
  document.dispatchEvent(new Event('offprint:list'));
}
