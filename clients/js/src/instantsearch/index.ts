/**
 * A `searchClient` for Algolia's InstantSearch.js and React InstantSearch on an Article Archive.
 *
 * @example
 * instantsearch({ indexName: "articles", searchClient: createSearchClient("https://archive.example") })
 */

import { ArchiveClient } from "../client.js";
import type { TransportOptions } from "../transport.js";
import { facetHitsOf, nothing, resultOf } from "./answers.js";
import { facetOf } from "./filters.js";
import type { AdapterOptions, Context } from "./options.js";
import {
  facetParameters,
  type Question,
  type Search,
  searchesFor,
  searchParameters,
  understood,
} from "./questions.js";
import type { FacetHits, QueryRequest } from "./types.js";

export type { TimeUnit } from "./dates.js";
export type { AdapterOptions } from "./options.js";
export type { FacetHits, QueryParameters, QueryRequest } from "./types.js";

/** What InstantSearch searches with. */
export interface SearchClient {
  // Each version of algoliasearch has types of its own for what goes in and comes out, and
  // InstantSearch takes those of the one that is installed: any fits all of them.
  search(requests: any): Promise<any>;
  searchForFacetValues(requests: any): Promise<any>;
}

/**
 * The search client of an archive, given by its address, its transport's options or a client.
 *
 * Facets are `source`, `agency`, `author`, `language` and, as a range or a list of months,
 * `published`. The name of an index is free but for its end: `articles:newest`, `articles:oldest`
 * and `articles:relevance` sort. Rejects with the client's errors, and an ArchiveError that says
 * what cannot be asked of an archive.
 */
export function createSearchClient(
  archive: string | TransportOptions | ArchiveClient,
  options: AdapterOptions = {},
): SearchClient {
  const context: Context = {
    client: archive instanceof ArchiveClient ? archive : new ArchiveClient(archive),
    unit: options.timeUnit ?? "seconds",
    parameters: options.parameters ?? {},
    snippets: options.snippets ?? 3,
  };
  let latest: { control: AbortController; results: Promise<unknown[]> } | undefined;

  async function search(requests: readonly QueryRequest[]) {
    if (!options.cancelOutdated) return { results: await answers(requests, context) };
    latest?.control.abort();
    const control = new AbortController();
    let mine = { control, results: answers(requests, context, control.signal) };
    latest = mine;
    for (;;) {
      try {
        return { results: await mine.results };
      } catch (error) {
        if (mine === latest) throw error;
        // InstantSearch takes no answer of a search that a later one has outrun, but it would show
        // its error: so this one ends as the later one does, after it.
        mine = latest;
      }
    }
  }

  return {
    search,
    searchForFacetValues: (requests: readonly QueryRequest[]) =>
      Promise.all(
        requests.map((request) =>
          facetValues({ ...request, facet: request.params?.facetName ?? "" }, context),
        ),
      ),
  };
}

/** The answers to a batch, in its order. */
async function answers(
  requests: readonly QueryRequest[],
  context: Context,
  signal?: AbortSignal,
): Promise<unknown[]> {
  const results: unknown[] = new Array(requests.length);
  const questions = new Map<number, Question>();
  const waiting: Promise<unknown>[] = [];
  requests.forEach((request, place) => {
    if (request.type !== "facet") questions.set(place, understood(request, context));
  });
  requests.forEach((request, place) => {
    if (request.type !== "facet") return;
    waiting.push(facetValues(request, context, signal).then((found) => (results[place] = found)));
  });
  const places = [...questions.keys()];
  for (const found of searchesFor([...questions.values()])) {
    waiting.push(
      ask(found, context, signal).then((answer) => {
        for (const [nth, question] of found.answers) {
          const itself = question === found.main;
          results[places[nth] as number] = resultOf(question, answer, context, itself);
        }
      }),
    );
  }
  await Promise.all(waiting);
  return results;
}

async function ask(search: Search, context: Context, signal?: AbortSignal) {
  const parameters = searchParameters(search, context);
  if (parameters === undefined) return nothing(search.main.params.query ?? "");
  return context.client.search(parameters, { signal });
}

async function facetValues(
  request: QueryRequest,
  context: Context,
  signal?: AbortSignal,
): Promise<FacetHits> {
  const field = facetOf(request.facet ?? "");
  const question = understood(request, context);
  const parameters = field === "published" ? undefined : facetParameters(question, context);
  const answer = parameters && (await context.client.facetValues(field, parameters, { signal }));
  return facetHitsOf(question, field, answer);
}
