import type { Context } from 'hono';
import { noteLiking } from '../digests/preferences/interest-papers.ts';
import { findReader } from '../digests/preferences/save-preferences.ts';
import { mathToText } from '../lib/math-to-text.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import { paperAddress } from '../papers/paper-address.ts';
import type { Site } from './site.ts';
import { answerLetter, answerUselessLink, tokenOf } from './subscription-pages.tsx';

/** The page behind "More like this" and "Not interested" in a mail: mail scanners follow links, so only its buttons say so. */
export async function showLiking(site: Site, c: Context): Promise<Response> {
  const found = await findLinked(site, c);
  if (!found) return answerUselessLink(site, c);
  const { paper } = found;
  const isUnwanted = c.req.query('wish') === 'none';
  const question = isUnwanted ? 'Not interested?' : 'More like this?';
  return answerLetter(site, c, {
    title: question,
    main: (
      <>
        <h1>{question}</h1>
        <p>
          <a href={paperAddress(paper.publicId)}>{mathToText(paper.title)}</a>
        </p>
        <form method="post" class="field">
          <button type="submit" name="liking" value="more" class={isUnwanted ? 'plain' : undefined}>
            More like this
          </button>
          <button type="submit" name="liking" value="none" class={isUnwanted ? undefined : 'plain'}>
            Not interested
          </button>
        </form>
        <p class="hint">It counts from the next mail on; the last word counts.</p>
      </>
    ),
  });
}

export async function postLiking(site: Site, c: Context): Promise<Response> {
  const found = await findLinked(site, c);
  const form = await c.req.parseBody();
  const isLiked = form['liking'] === 'more';
  if (!found || (!isLiked && form['liking'] !== 'none')) return answerUselessLink(site, c);
  const { reader, paper } = found;
  await noteLiking(site.subscriptions, reader.id, { paper, liking: isLiked ? 1 : -1 });
  return answerLetter(site, c, {
    title: 'Noted',
    main: (
      <>
        <h1>Noted</h1>
        <p>
          {isLiked ? 'Your next mails look for papers like ' : 'Your next mails look for other papers than '}
          <a href={paperAddress(paper.publicId)}>{mathToText(paper.title)}</a>.
        </p>
      </>
    ),
  });
}

async function findLinked(site: Site, c: Context) {
  const reader = await findReader(site.subscriptions, 'liking', tokenOf(c));
  const paper = reader && (await findPaperByPublicId(site.database, c.req.query('paper') ?? ''));
  return paper && { reader, paper };
}
