/** One request to the archive: its address, its time limit, and when it is asked again. */

import { ArchiveError, ConnectionError, ProblemError, problemOf, TimeoutError } from "./errors.js";

export interface TransportOptions {
  /** Where the archive is, such as `https://archive.example`; in a page it may be relative. */
  endpoint: string;
  /** Milliseconds until an answer must begin, and all of it be there unless it is streamed. */
  timeout?: number;
  /** How often a request is asked again that got 429, 502, 503 or 504, or no answer at all. */
  retries?: number;
  /** Milliseconds before the first retry, twice as many before each further one; about half of
   * them by chance, so that many clients do not come back at once. */
  retryDelay?: number;
  /** The longest wait in milliseconds; where `Retry-After` asks for more, the error is thrown. */
  longestRetryDelay?: number;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** What is used for `fetch`. */
  fetch?: typeof fetch;
}

export interface RequestOptions {
  /** Aborts the request, its retries, and the reading of its answer. */
  signal?: AbortSignal | undefined;
}

/** A parameter's values; undefined and null are left out. */
export type Parameters = Record<string, unknown>;

const WORTH_RETRYING = new Set([429, 502, 503, 504]);
const COMMA_LISTS = new Set(["facets", "fields", "exclude", "snippet_fields"]);
/** Characters of an address that every server and proxy takes. */
const LONGEST_ADDRESS = 6000;

export class Transport {
  readonly endpoint: URL;
  readonly #timeout: number;
  readonly #retries: number;
  readonly #retryDelay: number;
  readonly #longestRetryDelay: number;
  readonly #headers: Record<string, string>;
  readonly #fetch: typeof fetch;

  constructor(options: TransportOptions) {
    const base = globalThis.document?.baseURI ?? globalThis.location?.href;
    this.endpoint = new URL(options.endpoint, base);
    this.endpoint.search = this.endpoint.hash = "";
    if (!this.endpoint.pathname.endsWith("/")) this.endpoint.pathname += "/";
    this.#timeout = options.timeout ?? 10_000;
    this.#retries = options.retries ?? 2;
    this.#retryDelay = options.retryDelay ?? 300;
    this.#longestRetryDelay = options.longestRetryDelay ?? 10_000;
    this.#headers = options.headers ?? {};
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
  }

  /** The address of a path below the endpoint, such as `v1/search`. */
  address(path: string, parameters: Parameters = {}): URL {
    const address = new URL(path, this.endpoint);
    address.search = written(parameters).toString();
    return address;
  }

  /** The JSON that a path answers; `post` is whether what is too long for an address may go as a
   * body. */
  async json<Answer>(
    path: string,
    parameters: object,
    options: RequestOptions = {},
    post = false,
  ): Promise<Answer> {
    return this.#retried(options, (signal) =>
      this.#answered(path, parameters as Parameters, signal, post, (response) => response.json()),
    );
  }

  /** The text that a path answers. */
  async text(path: string, parameters: object, options: RequestOptions = {}): Promise<string> {
    return this.#retried(options, (signal) =>
      this.#answered(path, parameters as Parameters, signal, false, (response) => response.text()),
    );
  }

  /** The answer of a path, to be read as it comes: no time limit holds for its body. */
  async stream(
    path: string,
    parameters: object,
    options: RequestOptions = {},
    post = false,
  ): Promise<Response> {
    return this.#retried(options, (signal) =>
      this.#answered(path, parameters as Parameters, signal, post, async (response) => response),
    );
  }

  async #retried<Answer>(
    { signal }: RequestOptions,
    ask: (signal: AbortSignal | undefined) => Promise<Answer>,
  ): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await ask(signal);
      } catch (error) {
        const wait = attempt < this.#retries ? this.#waitAfter(error, attempt) : undefined;
        if (wait === undefined) throw error;
        await pause(wait, signal);
      }
    }
  }

  /** Milliseconds to wait after an error; undefined where asking again is of no use. */
  #waitAfter(error: unknown, attempt: number): number | undefined {
    const delay = Math.min(this.#retryDelay * 2 ** attempt, this.#longestRetryDelay);
    const spread = delay * (0.5 + Math.random() / 2);
    if (error instanceof ConnectionError) return spread;
    if (!(error instanceof ProblemError && WORTH_RETRYING.has(error.status))) return undefined;
    const asked = (error.retryAfter ?? 0) * 1000;
    return asked > this.#longestRetryDelay ? undefined : Math.max(asked, spread);
  }

  async #answered<Answer>(
    path: string,
    parameters: Parameters,
    signal: AbortSignal | undefined,
    post: boolean,
    read: (response: Response) => Promise<Answer>,
  ): Promise<Answer> {
    const limit = new AbortController();
    const late = new TimeoutError(`The archive did not answer within ${this.#timeout} ms.`);
    const timer = setTimeout(() => limit.abort(late), this.#timeout);
    const either = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
    try {
      const response = await this.#send(path, parameters, either, post);
      if (!response.ok) throw await problemOf(response);
      return await read(response);
    } catch (error) {
      if (either.aborted) throw either.reason;
      if (error instanceof ArchiveError) throw error;
      throw new ConnectionError(
        `The archive at ${this.endpoint.origin} could not be reached, or this page may not read ` +
          "it (the archive names the origins that may in ARCHIVE_CORS_ORIGINS).",
        { cause: error },
      );
    } finally {
      clearTimeout(timer);
    }
  }

  #send(
    path: string,
    parameters: Parameters,
    signal: AbortSignal,
    post: boolean,
  ): Promise<Response> {
    const address = this.address(path, parameters);
    const headers = this.#headers;
    if (!post || address.href.length <= LONGEST_ADDRESS) {
      return this.#fetch(address, { headers, signal });
    }
    const body = new URLSearchParams(address.searchParams);
    address.search = "";
    return this.#fetch(address, { method: "POST", headers, body, signal });
  }
}

/** Parameters as the API reads them: lists by commas where they are of names, repeated where they
 * are of values. */
function written(parameters: Parameters): URLSearchParams {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null) continue;
    if (COMMA_LISTS.has(name)) pairs.set(name, [value].flat().join(","));
    else for (const one of [value].flat()) pairs.append(name, String(one));
  }
  return pairs;
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
