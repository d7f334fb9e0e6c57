import { expect, test } from 'vitest';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';
import { signInAs } from '../../test/support/sign-in.ts';

/** Ways to smuggle a script into a page, each with `alert(1)`, from the usual collections, in words of our own. */
const attacks = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '<img src="x" onerror="alert(1)">',
  '<svg/onload=alert(1)>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<math href="javascript:alert(1)">x</math>',
  '</title><script>alert(1)</script>',
  '</code></p></main><iframe srcdoc="<script>alert(1)</script>">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '<a href="javascript:alert(1)">x</a>',
  '<details open ontoggle=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<body onload=alert(1)>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '$\\href{javascript:alert(1)}{x}$',
  '$\\text{<img src=x onerror=alert(1)>}$',
  '$<img src=x onerror=alert(1)>$',
  '$\\class{x" onmouseover="alert(1)}{y}$',
  '$\\style{background:url(javascript:alert(1))}{y}$',
  '$\\url{javascript:alert(1)}$',
  '$\\includegraphics[alt="onerror=alert(1)"]{x}$',
  '$$</span><script>alert(1)</script>$$',
  '" onmouseover="alert(1)" x="',
  "' onmouseover='alert(1)' x='",
  'javascript:alert(1)',
  '\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  '<ſcript>alert(1)</ſcript>',
  '＜script＞alert(1)＜/script＞',
];

test('a paper made of attacks stays words on every page', async () => {
  const all = attacks.join(' ');
  const links = {
    page: 'javascript:alert(1)',
    pdf: 'data:text/html,<script>alert(1)</script>',
    code: 'https://x/"onclick="alert(1)',
  };
  const hostile = makePaperRecord({
    title: `Title ${all}`,
    abstract: `Abstract ${all}`,
    authors: attacks,
    venue: all,
    comment: all,
    license: all,
    categories: ['"><script>alert(1)</script>', 'cs.CL'],
    links,
  });
  const site = await openSite({ records: [hostile, ...attacks.map(recordOf)] });
  const paths = [
    '/',
    '/fields',
    '/fields/cs.CL',
    '/days/2026-08-20',
    '/weeks/2026-W34',
    '/months/2026-08',
    '/papers/arxiv:2608.00001',
  ];
  for (const path of paths) expectInert(await site.html(path), path);
  expect(await site.html('/papers/arxiv:2608.00001')).toContain('Title');
});

test('a query, an identifier and a form made of attacks stay words', async () => {
  const site = await openSite({ records: [makePaperRecord({ abstract: attacks.join(' ') })] });
  for (const attack of attacks) {
    const encoded = encodeURIComponent(attack);
    for (const path of [
      `/search?q=${encoded}`,
      `/papers/${encoded}`,
      `/days/${encoded}`,
      `/fields/${encoded}`,
      `/${encoded}`,
    ]) {
      expectInert(await site.html(path), path);
    }
    const answer = await site.post('/subscribe', { address: attack });
    expectInert(await answer.text(), attack);
  }
});

test('comments, names, notes and collections made of attacks stay words, for everybody', async () => {
  const site = await openSite({ records: [makePaperRecord()] });
  const paper = 'arxiv:2608.00001';
  const [ada, eve] = [await signInAs(site, 'ada@example.org'), await signInAs(site, 'eve@example.org')];
  const collections: string[] = [];
  for (const attack of [
    ...attacks,
    'http://x.test/"onmouseover="alert(1)',
    'https://x.test/<script>alert(1)</script>',
  ]) {
    site.clock.advance(3_600_000);
    expectInert(await (await ada.post('/comments', { paper, text: attack, name: attack })).text(), attack);
    await ada.post('/library/papers', { paper, note: attack });
    const made = await ada.post('/collections', { name: attack });
    const path = made.headers.get('Location');
    if (path) {
      await ada.post(path, { public: 'yes' });
      await ada.post(`${path}/papers`, { papers: paper });
      collections.push(path, `${path}.atom`);
    }
    expectInert(await (await ada.post('/account/tokens', { name: attack })).text(), attack);
  }
  expect(collections.length).toBeGreaterThan(attacks.length);
  for (const path of [
    '/papers/arxiv:2608.00001',
    '/library',
    '/account',
    ...collections.filter((one) => !one.endsWith('.atom')),
  ]) {
    for (const page of [await ada.html(path), await eve.html(path), await site.html(path)])
      expectInert(page, path);
  }
  for (const path of collections.filter((one) => one.endsWith('.atom'))) {
    expect(await site.html(path), path).not.toMatch(/<(script|img|svg)/i);
  }
});

test('the check itself finds what is not inert', () => {
  for (const bad of [
    '<script>alert(1)</script>',
    '<p onclick="x">',
    '<a href="javascript:x">',
    '<p style="x">',
  ]) {
    expect(() => expectInert(bad, bad)).toThrow();
  }
});

function recordOf(attack: string, index: number) {
  return makePaperRecord({
    sourceId: `2608.1${String(index).padStart(4, '0')}`,
    title: attack,
    abstract: attack,
  });
}

const TAGS = new Set(
  (
    '!doctype html head meta title link body a header img form input button nav main footer p h1 h2 h3 div section aside ' +
    'article ol ul li abbr time span details summary mark code pre strong q em dl dt dd table caption thead tbody tr th td label ' +
    'textarea select option br script math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd ' +
    'mpadded mphantom mstyle menclose none'
  ).split(' '),
);

/** The bars of the page of fields, which hold nothing but numbers. */
const OWN_BARS =
  /<svg viewBox="[\d ]+" preserveAspectRatio="none" aria-hidden="true"><rect(?: \w+="[\d.]+")*(?:\/>|><\/rect>)<\/svg>/g;

/** Reads the page as a browser's tokenizer would and refuses every tag, attribute and address that isn't the site's. */
function expectInert(page: string, where: string): void {
  const html = page.replaceAll(OWN_BARS, '');
  for (const [, name = '', attributes = ''] of html.matchAll(/<\/?([a-z!][^\s/>]*)((?:[^>"]|"[^"]*")*)>/gi)) {
    expect(TAGS.has(name.toLowerCase()), `${where} has <${name}>`).toBe(true);
    if (name === 'script' && attributes)
      expect(attributes).toMatch(/^ type="(?:module" src="\/assets\/[\w.-]+|application\/ld\+json)"$/);
    for (const [, attribute = '', value = ''] of attributes.matchAll(/([^\s=/"]+)(?:="([^"]*)")?/g)) {
      expect(attribute, where).not.toMatch(/^(on|style$|srcdoc|formaction|xlink)/i);
      if (/^(href|src|action)$/.test(attribute)) expect(value, where).toMatch(/^(https?:\/\/|\/|#)/);
    }
  }
  expect(html, where).not.toMatch(/<script>/i);
  for (const [, json = ''] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
    expect(json, where).not.toContain('<');
    expect(() => void JSON.parse(json), where).not.toThrow();
  }
}
