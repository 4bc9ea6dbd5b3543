// The adapter below InstantSearch's own state machine, against a real archive of the five seeds.
import algoliasearchHelper, { type SearchResults } from "algoliasearch-helper";
import { beforeEach, expect, inject, test } from "vitest";
import { ArchiveClient } from "../../src/index.js";
import { createSearchClient } from "../../src/instantsearch/index.js";

let requests: URL[] = [];
beforeEach(() => {
  requests = [];
});
const counted: typeof fetch = (input, options) => {
  requests.push(new URL(String(input)));
  return fetch(input, options);
};
const searchClient = createSearchClient({ endpoint: inject("archive"), fetch: counted });

type Results = SearchResults<any>;

function helper(options: object = {}) {
  return algoliasearchHelper(searchClient as never, "articles", {
    disjunctiveFacets: ["source", "agency", "published"],
    hitsPerPage: 2,
    ...options,
  });
}

function searched(asked: ReturnType<typeof helper>): Promise<Results> {
  return new Promise((resolve, reject) => {
    asked.once("result", ({ results }) => resolve(results as Results));
    asked.once("error", ({ error }) => reject(error));
    asked.search();
  });
}

const values = (results: Results, facet: string) =>
  (results.getFacetValues(facet, { sortBy: ["name:asc"] }) as { name: string; count: number }[]) ??
  [];

test("two sources are refined with one request, and the others stay to choose from", async () => {
  const asked = helper();
  const before = values(await searched(asked.setQuery("troops")), "source");
  asked.toggleFacetRefinement("source", "AFP");
  asked.toggleFacetRefinement("source", "Hindustan Times");
  asked.toggleFacetRefinement("agency", "Reuters");
  requests = [];
  const results = await searched(asked);
  expect(requests).toHaveLength(1);
  expect(requests[0]?.searchParams.getAll("source")).toEqual(["AFP", "Hindustan Times"]);
  const direct = await new ArchiveClient(inject("archive")).search({
    q: "troops",
    source: ["AFP", "Hindustan Times"],
    agency: ["Reuters"],
  });
  expect(results.nbHits).toBe(direct.total);
  const counts = Object.fromEntries(
    (direct.facets.source?.buckets ?? []).map(({ value, count }) => [value, count]),
  );
  for (const { name, count } of values(results, "source")) expect(counts[name] ?? 0).toBe(count);
  expect(before.length).toBeGreaterThan(2);
});

test("pages, sizes and orders", async () => {
  const asked = helper().setQuery("troops");
  const first = await searched(asked);
  expect([first.nbHits, first.nbPages, first.page, first.hitsPerPage]).toEqual([5, 3, 0, 2]);
  const second = await searched(asked.setPage(1));
  expect(second.hits.map(({ objectID }) => objectID)).not.toContain(first.hits[0].objectID);
  const newest = await searched(helper({ hitsPerPage: 5 }).setIndex("articles:newest"));
  const dates = newest.hits.map(({ published_timestamp }) => published_timestamp);
  expect(dates).toEqual([...dates].sort((one, other) => other - one));
});

test("a range of dates narrows, and its own bounds stay", async () => {
  const asked = helper();
  const before = await searched(asked);
  const { min, max } = before.getFacetStats("published") as { min: number; max: number };
  expect(new Date(min * 1000).toISOString()).toBe("2024-10-01T00:00:00.000Z");
  expect(new Date(max * 1000).toISOString()).toBe("2024-11-30T23:59:59.000Z");
  asked.addNumericRefinement("published", ">=", Date.parse("2024-11-01T00:00:00Z") / 1000);
  requests = [];
  const after = await searched(asked);
  expect(requests).toHaveLength(1);
  expect(after.nbHits).toBe(1);
  expect(after.getFacetStats("published")).toEqual(before.getFacetStats("published"));
});

test("milliseconds are understood where they are asked for", async () => {
  const client = createSearchClient(inject("archive"), { timeUnit: "milliseconds" });
  const numericFilters = [`published>=${Date.parse("2024-11-01T00:00:00Z")}`];
  const { results } = await client.search([
    { indexName: "articles", params: { numericFilters, facets: ["published"] } },
  ]);
  expect(results[0].nbHits).toBe(1);
  expect(results[0].hits[0].published_timestamp).toBe(Date.parse("2024-11-27T12:04:00Z"));
});

test("a month of the histogram is refined like any other value", async () => {
  const asked = helper();
  expect(values(await searched(asked), "published")).toMatchObject([
    { name: "2024-10", count: 4 },
    { name: "2024-11", count: 1 },
  ]);
  asked.toggleFacetRefinement("published", "2024-11");
  expect((await searched(asked)).nbHits).toBe(1);
});

test("a menu keeps its other values", async () => {
  const menu = { name: "source", attributes: ["source"] };
  const asked = helper({ disjunctiveFacets: [], hierarchicalFacets: [menu] });
  asked.toggleFacetRefinement("source", "AFP");
  requests = [];
  const results = await searched(asked);
  expect(requests).toHaveLength(1);
  expect(results.nbHits).toBe(1);
  const tree = results.getFacetValues("source", {}) as unknown as { data: { name: string }[] };
  expect(tree.data.length).toBeGreaterThan(1);
});

test("all facets are told where all are asked for", async () => {
  const { results } = await searchClient.search([
    { indexName: "articles", params: { facets: ["*"], maxValuesPerFacet: 3 } },
  ]);
  expect(Object.keys(results[0].facets).sort()).toEqual([
    "agency",
    "author",
    "language",
    "published",
    "source",
  ]);
});

test("titles, descriptions and bodies are marked", async () => {
  const asked = helper({
    highlightPreTag: "__ais-highlight__",
    highlightPostTag: "__/ais-highlight__",
  });
  const { hits } = await searched(asked.setQuery("north korean troops"));
  const [hit] = hits;
  expect(hit._highlightResult.title.value).toContain("__ais-highlight__troops__/ais-highlight__");
  expect(hit._snippetResult.body.value).toContain("__ais-highlight__");
  expect(hit._highlightResult.title.matchLevel).toBe("full");
  expect(hit._highlightResult.title.value.replaceAll(/__\/?ais-highlight__/g, "")).toBe(hit.title);
});

test("the values of a facet are searched", async () => {
  const asked = helper().setQuery("troops");
  asked.toggleFacetRefinement("source", "AFP");
  const { facetHits } = await asked.searchForFacetValues("source", "hin", 10, {});
  expect(facetHits).toMatchObject([
    {
      value: "Hindustan Times",
      count: 1,
      highlighted: "<em>Hin</em>dustan Times",
      isRefined: false,
    },
  ]);
  const { facetHits: dates } = await asked.searchForFacetValues("published", "2024", 10, {});
  expect(dates).toEqual([]);
});

test("they are also in the way of algoliasearch 5", async () => {
  const { results } = await searchClient.search([
    { type: "facet", facet: "agency", indexName: "articles", params: { facetQuery: "reu" } },
    { indexName: "articles", params: { query: "troops" } },
  ]);
  expect(results[0].facetHits[0].value).toBe("Reuters");
  expect(results[1].nbHits).toBe(5);
});

test("a phrase that is being typed finds what it would if it ended here", async () => {
  expect((await searched(helper().setQuery('"north kor'))).query).toBe('"north kor');
});

test("what is wrong with a query is an error, not an empty result", async () => {
  await expect(searched(helper().setQuery("nosuch:x"))).rejects.toMatchObject({
    kind: "invalid-query",
  });
});

test("no query finds everything, the newest first", async () => {
  const results = await searched(helper());
  expect(results.nbHits).toBe(5);
  expect(results.hits[0].published.at).toBe("2024-11-27T12:04:00");
});
