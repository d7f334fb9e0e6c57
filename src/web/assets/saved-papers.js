/* global localStorage, sessionStorage */
// What a reader keeps in this browser alone: papers saved for later, and which papers were there at the last visit.
// Where the browser keeps nothing (private windows, storage turned off) the buttons stay away.
const SAVED = 'offprint-saved';
const SEEN = 'offprint-seen';
const MAX_SAVED = 500;
const MAX_SEEN = 3000;

const read = (storage, key) => {
  try {
    const value = JSON.parse(storage.getItem(key) ?? 'null');
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const write = (storage, key, value) => {
  try {
    storage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
};

if (write(localStorage, 'offprint-test', [])) {
  localStorage.removeItem('offprint-test');
  offerSaving();
  markNew();
}

function offerSaving() {
  const show = (button) => {
    const isSaved = (read(localStorage, SAVED) ?? []).includes(button.dataset.save);
    button.textContent = isSaved ? 'Saved' : 'Save';
    button.setAttribute('aria-pressed', String(isSaved));
    button.classList.add('ready');
  };
  document.addEventListener('click', ({ target }) => {
    const button = target.closest?.('button[data-save]');
    if (!button) return;
    const id = button.dataset.save;
    const saved = read(localStorage, SAVED) ?? [];
    const others = saved.filter((other) => other !== id);
    write(localStorage, SAVED, others.length < saved.length ? others : [id, ...others].slice(0, MAX_SAVED));
    show(button);
  });
  const showAll = () => document.querySelectorAll('button[data-save]').forEach(show);
  showAll();
  // Results that came while somebody typed.
  document.addEventListener('offprint:list', showAll);
}

/** Marks what was not on any list at the last visit; a visit is a tab's session. */
function markNew() {
  const rows = [...document.querySelectorAll('.new-marked .paper')];
  if (rows.length === 0) return;
  const idOf = (row) => row.querySelector('[data-save]')?.dataset.save;
  const seen = read(localStorage, SEEN);
  const before = read(sessionStorage, SEEN) ?? seen ?? [];
  write(sessionStorage, SEEN, before);
  write(localStorage, SEEN, [...new Set([...rows.map(idOf), ...(seen ?? [])])].slice(0, MAX_SEEN));
  if (before.length === 0) return;
  const known = new Set(before);
  const fresh = rows.filter((row) => !known.has(idOf(row)));
  for (const row of fresh) row.classList.add('new');
  const line = document.querySelector('[data-new-count]');
  if (line && fresh.length > 0) line.textContent = `${fresh.length} new here since your last visit`;
}
