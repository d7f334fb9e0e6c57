import { expect, test } from 'vitest';
import { overflowOn, violationsOn } from '../support/accessibility.ts';
import { describeInBrowser } from '../support/browser.ts';
import { makePaperRecord, makePaperRecords } from '../support/make-paper-record.ts';
import { serveSite } from '../support/serve-site.ts';

const records = [
  ...makePaperRecords(3, { abstract: `We study attention. ${'It is long and has details. '.repeat(20)}` }),
  makePaperRecord({ sourceId: '2608.20001', title: 'Sorting in $\\mathcal{O}(n^2)$ time' }),
];

const bibliography = `@misc{one, title = {A paper called 2608.00002}, author = {Lovelace, Ada}, eprint = {2608.00002}, archivePrefix = {arXiv}}
@misc{two, title = {Nobody has this one}, author = {Nobody, N}, year = 2020}`;

describeInBrowser('an account in a browser', (newPage) => {
  test.each([
    ['light', 1280, true],
    ['dark', 320, true],
    ['light', 320, false],
  ] as const)(
    'signing in, saving, collecting and commenting work and are accessible, %s at %i pixels, with scripts: %s',
    async (colorScheme, width, javaScriptEnabled) => {
      const { site, address } = await serveSite({ records });
      const page = await newPage({ colorScheme, viewport: { width, height: 800 }, javaScriptEnabled });
      page.setDefaultTimeout(10_000);
      const look = async (what: string): Promise<void> => {
        // axe itself is a script.
        if (javaScriptEnabled) expect(await violationsOn(page), what).toEqual([]);
        expect(await overflowOn(page), what).toBeLessThanOrEqual(0);
      };
      await page.goto(`${address}/papers/arxiv:2608.20001`);
      await page.getByRole('link', { name: 'Sign in', exact: true }).click();
      await page.getByLabel('Your mail address').fill('ada@example.org');
      await look('the form to sign in');
      await page.getByRole('button', { name: 'Mail me a link' }).click();
      await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
      await page.goto(address + (/\/sign-in\/[\w.-]+/.exec(site.mails[0]?.text ?? '')?.[0] ?? ''));
      await look('the page behind the link');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`${address}/papers/arxiv:2608.20001`);

      await page.getByRole('button', { name: 'Upvote' }).click();
      await page.getByRole('button', { name: 'Take the upvote back · 1' }).waitFor();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('button', { name: 'Mark as read' }).waitFor();
      await page.getByText('Write a comment').click();
      await page
        .getByLabel('Comment, for everybody')
        .fill('Is $n^2$ the best there is?\n\nSee https://example.org.');
      await page.getByLabel('Your name beside it').fill('Ada');
      await page.getByRole('button', { name: 'Comment' }).click();
      await page.getByRole('button', { name: 'Delete your comment' }).waitFor();
      await page.getByText('Note and collections').click();
      await look('the paper with everything open');

      await page.getByRole('link', { name: 'Library', exact: true }).click();
      await page.getByText('Note', { exact: true }).click();
      await page.getByLabel('Note, for you alone').fill('Ask Grace about the proof.');
      await page.getByRole('button', { name: 'Save the note' }).click();
      await page.getByText('Ask Grace about the proof.').first().waitFor();
      await look('the library');
      await page.getByLabel('Name of a new collection').fill('Reading group');
      await page.getByRole('button', { name: 'Make' }).click();
      await page.getByLabel('or a BibTeX').setInputFiles({
        name: 'zotero.bib',
        mimeType: 'text/plain',
        buffer: Buffer.from(bibliography),
      });
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByText('Not on this site: Nobody has this one').waitFor();
      await page.getByRole('link', { name: 'A paper called 2608.00002' }).waitFor();
      await look('the collection');
      await page.getByRole('button', { name: 'Make it public' }).click();
      await page.getByRole('link', { name: 'Atom' }).waitFor();
      await look('the public collection');

      await page.goto(`${address}/account`);
      await page.getByLabel('What the token is for').fill('Zotero');
      await page.getByRole('button', { name: 'Make a token' }).click();
      await page.getByText('shown this once').waitFor();
      await look('the account');
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await page.waitForURL(`${address}/`);
      await page.goto(`${address}/papers/arxiv:2608.20001`);
      await page.getByText('1 upvote, 1 comment.').waitFor();
      await look('the paper as everybody sees it');
    },
    90_000,
  );
});
