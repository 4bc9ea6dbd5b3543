/** A small typed client of the Article Archive, for browsers and Node.js. */

export { ArchiveClient } from "./client.js";
export { ArchiveError, ConnectionError, ProblemError, TimeoutError } from "./errors.js";
export type { RequestOptions, TransportOptions } from "./transport.js";
export type * from "./types.js";
