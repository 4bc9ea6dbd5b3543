import { expect, test } from "vitest";
import { createSearchClient } from "../../src/instantsearch/index.js";
import { json, problem, serve } from "./server.js";

const answer = (total: number) => ({
  query: {},
  total,
  took_ms: 1,
  hits: [],
  facets: {},
});
const ask = (client: ReturnType<typeof createSearchClient>, query: string) =>
  client.search([{ indexName: "articles", params: { query } }]);

test("a search that a later one outruns is aborted, and ends as that does, after it", async () => {
  const { endpoint } = await serve((response, { parameters }) => {
    const q = parameters.get("q") ?? "";
    if (q === "abc") json(answer(3))(response, {} as never); // the others wait for ever
  });
  const client = createSearchClient(endpoint, { cancelOutdated: true });
  const order: string[] = [];
  const searches = ["a", "ab", "abc"].map(async (query) => {
    const found = await ask(client, query);
    order.push(query);
    return found.results[0].nbHits;
  });
  expect(await Promise.all(searches)).toEqual([3, 3, 3]);
  expect(order[0]).toBe("abc");
});

test("the error of the latest search is thrown", async () => {
  const { endpoint } = await serve(problem(400, "invalid-query"));
  const client = createSearchClient(endpoint, { cancelOutdated: true });
  const both = await Promise.allSettled([ask(client, "a"), ask(client, "b")]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("without the option searches go on beside each other", async () => {
  const { endpoint, asked } = await serve((response, { parameters }) =>
    json(answer(parameters.get("q")?.length ?? 0))(response, {} as never),
  );
  const client = createSearchClient(endpoint);
  const [one, two] = await Promise.all([ask(client, "a"), ask(client, "bb")]);
  expect([one.results[0].nbHits, two.results[0].nbHits]).toEqual([1, 2]);
  expect(asked).toHaveLength(2);
});

test("what an archive cannot do is a rejection, without a request", async () => {
  const { endpoint, asked } = await serve(json(answer(0)));
  const client = createSearchClient(endpoint);
  const params = { facets: ["brand"] };
  await expect(client.search([{ indexName: "articles", params }])).rejects.toThrow(/no facet/);
  expect(asked).toHaveLength(0);
});

test("a range that nothing can be in is answered without a request", async () => {
  const { endpoint, asked } = await serve(json(answer(0)));
  const params = { numericFilters: ["published>=2", "published<=1"], facets: ["source"] };
  const { results } = await createSearchClient(endpoint).search([
    { indexName: "articles", params },
  ]);
  expect(results[0]).toMatchObject({ nbHits: 0, hits: [], facets: { source: {} } });
  expect(asked).toHaveLength(0);
});
