import type { ProblemDetails } from "./types.js";

/** What every error of this package is, but for a request that its caller aborted. */
export class ArchiveError extends Error {
  override name = "ArchiveError";
}

/** No answer came: the server is not there, the network failed, or CORS forbids reading it. */
export class ConnectionError extends ArchiveError {
  override name = "ConnectionError";
}

/** No answer came in time. */
export class TimeoutError extends ArchiveError {
  override name = "TimeoutError";
}

/** The archive's answer is an error: `problem` is what it says of it (RFC 9457). */
export class ProblemError extends ArchiveError {
  override name = "ProblemError";
  readonly status: number;
  readonly problem: ProblemDetails;
  /** The kind of problem by its short name, such as `invalid-query`; empty for one without. */
  readonly kind: string;
  /** Seconds after which it may go better, where the archive says so. */
  readonly retryAfter: number | undefined;

  constructor(problem: ProblemDetails, retryAfter?: number) {
    super(problem.detail || problem.title);
    this.status = problem.status;
    this.problem = problem;
    this.kind = /\/problems\/([\w-]+)$/.exec(problem.type)?.[1] ?? "";
    this.retryAfter = retryAfter;
  }
}

/** The error that an answer is, whatever it is made of. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const title = response.statusText || `HTTP ${response.status}`;
  let problem: ProblemDetails = {
    type: "about:blank",
    title,
    status: response.status,
    detail: title,
  };
  if (/[/+]json\b/.test(response.headers.get("Content-Type") ?? "")) {
    const said: unknown = await response.json().catch(() => null);
    if (typeof said === "object" && said !== null) problem = { ...problem, ...said };
  } else {
    await response.body?.cancel().catch(() => {});
  }
  return new ProblemError(problem, secondsOf(response.headers.get("Retry-After")));
}

/** Seconds that a Retry-After header names, as a number or as a date (RFC 9110, 10.2.3). */
export function secondsOf(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
