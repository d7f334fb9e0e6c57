/** How this program asks other machines for something; politeness, limits and retries are behind it. */
export interface HttpClient {
  /**
   * @throws HttpError where there is no usable answer: after retries for what may pass (no connection, 429, 5xx), at
   * once for what will not (an address that is not allowed, a body over the limit).
   */
  get(url: string, options?: RequestOptions): Promise<HttpAnswer>;
  /** As `get`, with a JSON body. For questions too long for an address, which may be asked again without harm. */
  post(url: string, json: unknown, options?: RequestOptions): Promise<HttpAnswer>;
  /** What this address gave to `only: 'changed'` could not be used: the next run asks for all of it again. */
  forget(url: string): void;
}

export interface RequestOptions {
  headers?: { [name: string]: string };
  /**
   * `changed`: asks only for what changed since this address was last asked so and the answer was stored; the answer
   * may be a 304.
   */
  only?: 'changed';
  /** Of the body, unpacked; 64 MiB unless said. */
  maxBytes?: number;
}

/** What came back: 2xx, 304 where `only: 'changed'` was asked, or 4xx that says something of the thing asked for. */
export interface HttpAnswer {
  /** Where it came from, after redirects. */
  url: string;
  status: number;
  /** Names in small letters. */
  headers: { readonly [name: string]: string | undefined };
  /** The whole body, decoded as UTF-8; what is none becomes NOT_UTF8. */
  text(): string;
  /** The same in pieces, for parsers that stream. */
  pieces(): AsyncIterable<string>;
}

/** Why there is no answer: a short closed set, which is stored and shown. */
export type HttpFailure =
  | 'unreachable'
  | 'too slow'
  | 'broken off'
  | 'too large'
  | 'too many requests'
  | 'server error'
  | 'not allowed';

/** No usable answer; the message is a sentence for the operator that names the address. */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly failure: HttpFailure;
  /** The last status, where there was one. */
  readonly status: number | undefined;

  constructor(
    failure: HttpFailure,
    message: string,
    { status, cause }: { status?: number; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.failure = failure;
    this.status = status;
  }
}
