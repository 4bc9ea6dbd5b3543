/** What the archive answers -> what InstantSearch reads. */

import type { Facet, FacetName, FacetValuesAnswer, Hit, SearchAnswer } from "../types.js";
import { beginning, span, type TimeUnit, timestamp } from "./dates.js";
import { facetOf } from "./filters.js";
import {
  highlightedBeginning,
  highlightResult,
  snippetResult,
  type Tags,
  tagsOf,
} from "./highlight.js";
import type { Context } from "./options.js";
import { hitsPerPage, pageOf, type Question } from "./questions.js";
import type { FacetHits } from "./types.js";

/** The answer to one question of a batch, from the search that answers it. `itself` is whether it
 * is that search's own question, whose answer alone counts the time it took. */
export function resultOf(
  question: Question,
  answer: SearchAnswer,
  context: Context,
  itself: boolean,
): Record<string, unknown> {
  const { params, request, hits } = question;
  const size = hits ? hitsPerPage(params) : 0;
  const { before, after } = { before: params.highlightPreTag, after: params.highlightPostTag };
  const tags = tagsOf(before, after);
  const query = params.query ?? "";
  return {
    index: request.indexName,
    query,
    params: "",
    hits: hits
      ? answer.hits.map((hit) => hitOf(hit, query, tags, context.unit, params.snippetEllipsisText))
      : [],
    nbHits: answer.total,
    page: pageOf(params),
    nbPages: size ? Math.ceil(answer.total / size) : 0,
    hitsPerPage: size,
    processingTimeMS: itself ? Math.round(answer.took_ms) : 0,
    exhaustive: { nbHits: true, facetsCount: true },
    exhaustiveNbHits: true,
    exhaustiveFacetsCount: true,
    facets: counts(question, answer),
    ...stats(question, answer, context),
    ...(question.params.facets && [question.params.facets].flat().includes("*")
      ? { renderingContent: { facetOrdering: { facets: { order: [...question.facets] } } } }
      : {}),
    /** What InstantSearch has no place for: how the query was read, a better spelling of it ... */
    archive: { query: answer.query, facets: answer.facets, took_ms: answer.took_ms },
  };
}

/** The answer where no article can pass the filters. */
export function nothing(q: string): SearchAnswer {
  return {
    query: { text: q, parsed: q, corrected: null, relaxed: false, cut: [] },
    total: 0,
    page: 1,
    page_size: 1,
    pages: 0,
    next_cursor: null,
    took_ms: 0,
    hits: [],
    facets: {},
  };
}

function hitOf(
  hit: Hit,
  query: string,
  tags: Tags,
  unit: TimeUnit,
  ellipsis = "…",
): Record<string, unknown> {
  const words = new Set(query.toLowerCase().match(/[\p{L}\p{N}]+/gu)).size;
  return {
    ...hit,
    objectID: hit.id,
    published_timestamp: timestamp(hit.published, unit),
    _highlightResult: highlightResult(hit, tags, words),
    _snippetResult: snippetResult(hit, tags, words, ellipsis),
  };
}

/** The counts of each facet by value, under the names that were asked for. */
function counts({ params, facets }: Question, answer: SearchAnswer) {
  const asked = [params.facets ?? []].flat() as string[];
  const names = asked.includes("*") ? facets : asked;
  return Object.fromEntries(
    names.map((name) => {
      const buckets = answer.facets[facetOf(name)]?.buckets ?? [];
      const found = buckets.filter(({ count, selected }) => count > 0 || selected);
      return [name, Object.fromEntries(found.map(({ value, count }) => [value, count]))];
    }),
  );
}

/** Where the dates of all that match begin and end, to the width of the histogram's buckets. */
function stats({ facets }: Question, answer: SearchAnswer, { unit, parameters }: Context) {
  const found: Facet | undefined = answer.facets.published;
  const spanned = facets.includes("published") && found ? span(found, unit) : undefined;
  if (!spanned) return {};
  // In another zone than UTC a bucket begins up to 14 hours sooner or later than its name says.
  const day = parameters.timezone ? beginning("1970-01-02", unit) : 0;
  const { min, max } = { min: spanned.min - day, max: spanned.max + day };
  return { facets_stats: { published: { min, max, avg: (min + max) / 2, sum: 0 } } };
}

/** The answer to a search among the values of a facet. */
export function facetHitsOf(
  question: Question,
  field: FacetName,
  answer: FacetValuesAnswer | undefined,
): FacetHits {
  const { highlightPreTag, highlightPostTag, facetQuery = "" } = question.params;
  const tags = tagsOf(highlightPreTag, highlightPostTag);
  const buckets = field === "published" ? [] : (answer?.buckets ?? []);
  return {
    facetHits: buckets.map(({ value, count }) => ({
      value,
      count,
      highlighted: highlightedBeginning(value, facetQuery, tags),
    })),
    exhaustiveFacetsCount: true,
    processingTimeMS: Math.round(answer?.took_ms ?? 0),
  };
}
