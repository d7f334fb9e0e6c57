import type { TestSite } from './open-site.ts';

/** A browser with a session: asks with its cookie. */
export interface SignedInBrowser {
  /** `name=value` */
  cookie: string;
  get(path: string): Promise<Response>;
  html(path: string): Promise<string>;
  post(path: string, form?: { [name: string]: string }): Promise<Response>;
}

/** Signs in by a mailed link, as a reader does; the clock moves on past the limit of mails. */
export async function signInAs(site: TestSite, address: string): Promise<SignedInBrowser> {
  const answer = await site.post(await askForLink(site, address), {});
  return browserOf(site, cookieOf(answer));
}

/** Asks for a link and answers its path. */
export async function askForLink(site: TestSite, address: string, next = ''): Promise<string> {
  site.clock.advance(10 * 60_000);
  await site.post('/sign-in', { address, next });
  return /\/sign-in\/[\w.-]+/.exec(site.mails.at(-1)?.text ?? '')?.[0] ?? 'no mail';
}

/** The cookie that an answer sets, as a browser sends it back. */
export function cookieOf(answer: Response): string {
  return answer.headers.get('Set-Cookie')?.split(';', 1)[0] ?? '';
}

export function browserOf(site: TestSite, cookie: string): SignedInBrowser {
  const get = (path: string): Promise<Response> => site.get(path, { headers: { Cookie: cookie } });
  return {
    cookie,
    get,
    html: async (path) => (await get(path)).text(),
    post: (path, form = {}) => site.post(path, form, { Cookie: cookie }),
  };
}
