import type { ArchiveClient } from "../client.js";
import type { SearchParameters } from "../types.js";
import type { TimeUnit } from "./dates.js";

export interface AdapterOptions {
  /** What the numbers of ranges over `published` count; seconds if left out. */
  timeUnit?: TimeUnit;
  /** Parameters of the API that every search is asked with, such as `{ language: ["en"] }`. Where
   * a widget says something else about one of them, the widget counts. */
  parameters?: Omit<SearchParameters, "q" | "page" | "cursor" | "format" | "fields" | "exclude">;
  /** How many passages of its texts a hit has; 3 if left out. */
  snippets?: number;
  /** Abort a search that is under way when the next one begins. Only for a `searchClient` that one
   * InstantSearch alone uses. */
  cancelOutdated?: boolean;
}

/** The options with what holds where they say nothing. */
export interface Context {
  client: ArchiveClient;
  unit: TimeUnit;
  parameters: SearchParameters;
  snippets: number;
}
