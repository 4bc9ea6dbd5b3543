import { describe, expect, test } from "vitest";
import { ArchiveClient } from "../../src/client.js";
import type { Context } from "../../src/instantsearch/options.js";
import { searchesFor, searchParameters, understood } from "../../src/instantsearch/questions.js";
import type { QueryParameters, QueryRequest } from "../../src/instantsearch/types.js";

const context: Context = {
  client: new ArchiveClient("http://archive.example"),
  unit: "seconds",
  parameters: {},
  snippets: 3,
};

const request = (params: QueryParameters, indexName = "articles"): QueryRequest => ({
  indexName,
  params,
});
const searches = (...requests: QueryRequest[]) =>
  searchesFor(requests.map((each) => understood(each, context)));
const counts = { hitsPerPage: 0, page: 0 };

describe("one HTTP request", () => {
  test("answers the query for hits and those for the counts of refined facets", () => {
    const source = ["source:AFP", "source:Reuters"];
    const found = searches(
      request({ query: "a", facets: ["source", "agency"], facetFilters: [source, ["agency:AP"]] }),
      request({ query: "a", facets: "source", facetFilters: [["agency:AP"]], ...counts }),
      request({ query: "a", facets: "agency", facetFilters: [source], ...counts }),
    );
    expect(found).toHaveLength(1);
    expect([...(found[0]?.answers.keys() ?? [])]).toEqual([0, 1, 2]);
  });

  test("does so for a range of dates and a menu as well", () => {
    const dates = ["published>=10", "published<=20"];
    const found = searches(
      request({
        facets: ["published", "source"],
        numericFilters: dates,
        facetFilters: [["source:A"]],
      }),
      request({ facets: "published", facetFilters: [["source:A"]], ...counts }),
      request({ facets: ["source"], numericFilters: dates, ...counts }),
    );
    expect(found).toHaveLength(1);
  });

  test("does so for the same query twice, whichever comes first", () => {
    expect(
      searches(request({ facets: "source", ...counts }), request({}), request({})),
    ).toHaveLength(1);
  });

  test("does not where another query, order, page or filter is asked for", () => {
    const one = request({ query: "a" });
    expect(searches(one, request({ query: "b" }))).toHaveLength(2);
    expect(searches(one, request({ query: "a" }, "articles:newest"))).toHaveLength(2);
    expect(searches(one, request({ query: "a", page: 1 }))).toHaveLength(2);
    expect(searches(one, request({ query: "a", facetFilters: [["source:A"]] }))).toHaveLength(2);
    const other = { query: "a", facets: "agency", facetFilters: [["source:A"]], ...counts };
    expect(searches(one, request(other))).toHaveLength(2);
  });
});

describe("what the archive is asked", () => {
  const parameters = (params: QueryParameters, indexName?: string) => {
    const [search] = searches(request(params, indexName));
    return search && searchParameters(search, context);
  };

  test("pages count from 1", () => {
    expect(parameters({ page: 2, hitsPerPage: 15 })).toMatchObject({ page: 3, page_size: 15 });
  });

  test("no more hits than the archive gives at once", () => {
    expect(parameters({ hitsPerPage: 1000 })).toMatchObject({ page_size: 100 });
  });

  test("the end of the index's name is the order", () => {
    expect(parameters({ query: "a" }, "articles")).toMatchObject({ sort: "relevance" });
    expect(parameters({ query: "a" }, "articles:newest")).toMatchObject({ sort: "newest" });
    expect(parameters({ query: "a" }, "articles_oldest")).toMatchObject({ sort: "oldest" });
    expect(parameters({ query: "a" }, "articles/sort/published:desc")).toMatchObject({
      sort: "newest",
    });
  });

  test("without a query the newest come first", () => {
    expect(parameters({ query: " " })).toMatchObject({ sort: "newest" });
    expect(parameters({}, "articles:oldest")).toMatchObject({ sort: "oldest" });
  });

  test("only the facets that are shown are counted, each as long as wanted", () => {
    expect(parameters({ facets: ["source"], maxValuesPerFacet: 25 })).toMatchObject({
      facets: ["source"],
      facet_size: 25,
    });
    expect(parameters({})).toMatchObject({ facets: [] });
    expect(parameters({ facets: ["*"] })?.facets).toHaveLength(5);
  });

  test("counts alone take no hits along", () => {
    expect(parameters({ facets: "source", ...counts })).toMatchObject({
      page_size: 1,
      fields: ["id"],
      snippets: 0,
    });
  });

  test("the length of snippets is in characters", () => {
    expect(parameters({ attributesToSnippet: ["body:30"] })).toMatchObject({ snippet_size: 210 });
  });
});
