import type { Context } from 'hono';
import { answerPage } from './page.tsx';
import type { Site } from './site.ts';

const kept: readonly [what: string, why: string, until: string][] = [
  [
    'Your mail address',
    'To send you the mail you asked for',
    'You delete it, on the page that every mail links to',
  ],
  [
    'What you chose: fields, topics, authors, papers, days, time',
    'To choose your papers',
    'You change or delete it',
  ],
  ['Which papers were sent to you, and when', 'So that none comes twice', 'You delete your subscription'],
  [
    'What the mail server answered',
    'To stop writing to addresses that do not exist',
    'You delete your subscription',
  ],
  [
    'In an account: what you saved, noted, collected, upvoted and wrote, and the digests of your tokens',
    'To show it to you; comments, numbers of upvotes and what you make public to everybody',
    'You delete it, or the account with all of it',
  ],
  [
    'A fingerprint of your network when you ask for a mail; not the address itself',
    'So that nobody can fill a stranger’s mailbox',
    'A day at most',
  ],
];

/** `/about/privacy`: what is kept of readers and what is sent to others. */
export function showAboutPrivacy(site: Site, c: Context): Response {
  return answerPage(site, c, {
    title: 'What is kept and what is sent',
    section: 'about',
    description: 'What this site keeps of its readers, for how long, and what leaves it.',
    canonicalPath: '/about/privacy',
    main: (
      <article class="narrow">
        <h1>What is kept and what is sent</h1>
        <h2>Reading</h2>
        <p>
          Whoever only reads, searches and follows feeds leaves nothing here: no cookie, no name, no history.
          Pages load nothing from other sites and hold no picture that tells on you. Opening a PDF adds one to
          a number beside the paper, once a day for each network; what tells networks apart is in memory alone
          and is forgotten every day. The log has the kind of page, how long it took and whether it worked;
          neither the address of a reader nor what was searched for.
        </p>
        <h2 id="browser">In your own browser</h2>
        <p>
          The <a href="/reading-list">reading list</a> and what is new since your last visit are kept in your
          browser alone and are never sent here, but for the identifiers of your list’s papers when you open
          it or take it as a file. Clearing the data of this site deletes both.
        </p>
        <h2 id="mail">The daily mail and accounts</h2>
        <table class="data">
          <thead>
            <tr>
              <th scope="col">What is kept</th>
              <th scope="col">Why</th>
              <th scope="col">Until</th>
            </tr>
          </thead>
          <tbody>
            {kept.map(([what, why, until]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{why}</td>
                <td>{until}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          Mails hold no tracking picture and no counting link. An account is never needed to read; it is made
          by signing in with a mailed link, which sets one cookie that says who you are and nothing else.
        </p>
        <h2 id="sent">What leaves this machine</h2>
        <p>
          Mails, to the mail server that whoever runs this Offprint chose. Questions to the{' '}
          <a href="/sources">sources</a> of papers, which say nothing of any reader. Nothing else: search,
          ranking and the model behind them run here.
        </p>
      </article>
    ),
  });
}
