/* global HTMLElement */
// Reading a list with the keyboard: j and k to the next and the previous paper, o opens it, e shows its abstract,
// s saves it, / goes to the search box, ? shows these keys. Links and forms do all of it without this script.
const titles = () => [...document.querySelectorAll('.paper :is(h2, h3) a')];

const actions = {
  j: () => move(1),
  k: () => move(-1),
  o: () => current()?.click(),
  e: () => current()?.closest('.paper').querySelector('details > summary')?.click(),
  s: () => current()?.closest('.paper').querySelector('[data-save]')?.click(),
  '/': () => document.querySelector('input[name="q"]').select(),
  '?': showKeys,
};

document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
  if (isTyping && event.key === 'Escape') event.target.blur();
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]'))
    return;
  const act = Object.hasOwn(actions, event.key) && actions[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

function current() {
  return titles().find((title) => title === document.activeElement);
}

/** From the paper in focus; without one, from the first that is on the screen. */
function move(step) {
  const all = titles();
  const at = all.indexOf(document.activeElement);
  const first = all.findIndex((title) => title.getBoundingClientRect().top >= 0);
  const next = all[at < 0 ? Math.max(first, 0) : at + step];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.closest('.paper').scrollIntoView({ block: 'nearest' });
}

function showKeys() {
  const dialog = document.createElement('dialog');
  dialog.className = 'keys';
  dialog.setAttribute('aria-label', 'Keys');
  const keys = [
    ['j', 'next paper'],
    ['k', 'previous paper'],
    ['o', 'open it'],
    ['e', 'show its abstract'],
    ['s', 'save it in this browser'],
    ['/', 'search'],
    ['?', 'these keys'],
  ];
  const list = document.createElement('dl');
  for (const [key, meaning] of keys) {
    const term = document.createElement('dt');
    const description = document.createElement('dd');
    const keyElement = document.createElement('kbd');
    keyElement.textContent = key;
    term.append(keyElement);
    description.textContent = meaning;
    list.append(term, description);
  }
  dialog.append(list);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
