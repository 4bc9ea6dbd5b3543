/** Requests of InstantSearch -> as few searches of the archive as answer them all. */

import type { FacetName, SearchParameters } from "../types.js";
import { finished } from "../unfinished.js";
import { EVERY_FACET, facetOf, type Narrowed, narrowed, parametersOf } from "./filters.js";
import type { Context } from "./options.js";
import type { QueryParameters, QueryRequest } from "./types.js";

/** One request of InstantSearch, understood. `base` says all that it asks but its filters, its
 * facets and its page. */
export interface Question {
  request: QueryRequest;
  params: QueryParameters;
  base: SearchParameters;
  filters: Narrowed;
  facets: readonly FacetName[];
  /** Whether hits are wanted, and not just counts. */
  hits: boolean;
}

/** A search of the archive and the questions that it answers, by their places in the batch. */
export interface Search {
  main: Question;
  answers: Map<number, Question>;
}

const MOST_HITS = 100;
const MOST_VALUES = 1000;
const SORT = /(?:^|[:/_-])(?:(relevance|newest|oldest)|published(?:_at)?:(desc|asc))$/;

/**
 * The searches that answer a batch.
 *
 * For each refined facet InstantSearch adds a query without that facet's own filter, for the counts
 * of its other values. The archive's counts leave a facet's own filter aside anyway, so that these
 * queries are answered by the search for the hits, and one HTTP request does for all of them.
 */
export function searchesFor(questions: readonly Question[]): Search[] {
  const searches: Search[] = [];
  const places = questions.map((question, place) => ({ question, place }));
  // Those with hits first: they are what the others are answered by.
  places.sort((one, other) => Number(other.question.hits) - Number(one.question.hits));
  for (const { question, place } of places) {
    const known = searches.find(({ main }) => covers(main, question));
    if (known) known.answers.set(place, question);
    else searches.push({ main: question, answers: new Map([[place, question]]) });
  }
  return searches;
}

function covers(main: Question, asked: Question): boolean {
  if (JSON.stringify(main.base) !== JSON.stringify(asked.base)) return false;
  if (asked.hits) {
    return pageOf(main.params) === pageOf(asked.params) && sameBut(main, asked, undefined);
  }
  if (sameBut(main, asked, undefined)) return true;
  return asked.facets.length > 0 && asked.facets.every((facet) => sameBut(main, asked, facet));
}

/** Whether two questions have the same filters but for those of one facet. */
function sameBut(one: Question, other: Question, but: FacetName | undefined): boolean {
  return EVERY_FACET.every(
    (facet) => facet === but || filterText(one, facet) === filterText(other, facet),
  );
}

function filterText({ filters }: Question, facet: FacetName): string {
  if (facet === "published") return `${filters.from} ${filters.to} ${filters.bucket ?? ""}`;
  return JSON.stringify([...(filters.values[facet] ?? [])].sort());
}

/** A request as the archive would be asked; throws an ArchiveError for what it cannot. */
export function understood(request: QueryRequest, context: Context): Question {
  const params = request.params ?? {};
  const q = finished(params.query ?? "");
  const named = SORT.exec(request.indexName);
  const sort = named?.[1] ?? { desc: "newest", asc: "oldest" }[named?.[2] ?? ""];
  const asked = (params.facets === undefined ? [] : [params.facets].flat()) as string[];
  return {
    request,
    params,
    base: {
      ...context.parameters,
      q,
      // Without a query all articles are alike: the newest say more than any others.
      sort: (sort ?? context.parameters.sort ?? (q.trim() ? "relevance" : "newest")) as "newest",
    },
    filters: narrowed(params),
    facets: asked.includes("*") ? EVERY_FACET : [...new Set(asked.map(facetOf))],
    hits: (params.hitsPerPage ?? 20) > 0,
  };
}

/** What the archive is asked; undefined where no article can pass the filters. */
export function searchParameters(search: Search, context: Context): SearchParameters | undefined {
  const { main } = search;
  const filters = parametersOf(main.filters, context.unit);
  if (filters === undefined) return undefined;
  const all = [...search.answers.values()];
  const facets = new Set(all.flatMap((question) => question.facets));
  const sizes = all.map(({ params }) => params.maxValuesPerFacet ?? 100);
  const parameters: SearchParameters = {
    ...main.base,
    ...defined(filters),
    facets: EVERY_FACET.filter((facet) => facets.has(facet)),
    facet_size: Math.min(MOST_VALUES, Math.max(1, ...sizes)),
  };
  if (!main.hits) return { ...parameters, page_size: 1, fields: ["id"], snippets: 0 };
  return {
    ...parameters,
    page: pageOf(main.params) + 1,
    page_size: hitsPerPage(main.params),
    highlight: "offsets",
    snippets: context.snippets + 1, // the title's is one of them
    snippet_fields: ["title", "description", "body"],
    ...snippetSize(main.params),
  };
}

/** What is asked of the values of one facet. */
export function facetParameters(question: Question, context: Context) {
  const filters = parametersOf(question.filters, context.unit);
  if (filters === undefined) return undefined;
  const { operator, exact, timezone, source, agency, author, language, from, to } =
    context.parameters;
  return {
    ...defined({ operator, exact, timezone, source, agency, author, language, from, to }),
    ...defined(filters),
    q: question.base.q ?? "",
    prefix: question.params.facetQuery ?? "",
    facet_size: Math.min(MOST_VALUES, Math.max(1, question.params.maxFacetHits ?? 10)),
  };
}

/** Which page is asked for, from 0. */
export function pageOf(params: QueryParameters): number {
  return params.page ?? 0;
}

/** How many hits are asked for: no more than the archive gives at once. */
export function hitsPerPage(params: QueryParameters): number {
  return Math.min(params.hitsPerPage ?? 20, MOST_HITS);
}

/** `attributesToSnippet: ["body:20"]` names words; the archive counts characters. */
function snippetSize(params: QueryParameters): { snippet_size?: number } {
  const words = params.attributesToSnippet
    ?.map((each) => /^(?:body|description|\*):(\d+)$/.exec(each)?.[1])
    .find((each) => each !== undefined);
  if (words === undefined) return {};
  return { snippet_size: Math.min(2000, Math.max(20, Number(words) * 7)) };
}

function defined(parameters: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
}
