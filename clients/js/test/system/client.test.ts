// The client against a real archive of the five seeds.
import { readFile } from "node:fs/promises";
import { expect, inject, test } from "vitest";
import { typesOf } from "../../scripts/types.mjs";
import { ArchiveClient, type Hit, ProblemError } from "../../src/index.js";

const client = new ArchiveClient(inject("archive"));

test("the types are those of the API as it is", async () => {
  const current = await typesOf(inject("archive"));
  const kept = await readFile(new URL("../../src/openapi.ts", import.meta.url), "utf8");
  expect(kept === current, "src/openapi.ts is not current: run `npm run types`").toBe(true);
});

test("searches", async () => {
  const answer = await client.search({ q: "north korean troops", facets: ["source"] });
  const [hit] = answer.hits;
  expect(answer.total).toBe(5);
  expect(hit?.title.length).toBeGreaterThan(0); // its type is string, not string or undefined
  expect(answer.facets.source?.buckets.length).toBeGreaterThan(0);
  const titles = await client.search({ q: "troops", fields: ["title"] });
  expect(Object.keys(titles.hits[0] ?? {})).toEqual(["id", "title"]);
});

test("searches with a query that is too long for an address", async () => {
  const q = `${Array.from({ length: 900 }, (_, number) => `word${number}`).join(" OR ")} OR troops`;
  expect((await client.search({ q, source: ["AFP"] })).total).toBe(1);
});

test("walks through all hits, some at a time", async () => {
  const found: Hit[] = [];
  for await (const hit of client.searchAll({ q: "troops", page_size: 2, sort: "newest" })) {
    found.push(hit);
  }
  expect(new Set(found.map(({ id }) => id)).size).toBe(5);
  const documents: string[] = [];
  for await (const { id } of client.allDocuments({ page_size: 2 })) documents.push(id);
  expect(documents.sort()).toEqual(found.map(({ id }) => id).sort());
});

test("suggests, counts values, and reads all there is of an article", async () => {
  const { suggestions } = await client.suggest("north kor");
  expect(suggestions.map(({ text }) => text)).toContain("north korean");
  const values = await client.facetValues("source", { prefix: "hind" });
  expect(values.buckets).toEqual([{ value: "Hindustan Times", count: 1, selected: false }]);
  const { documents } = await client.documents({ page_size: 1, source: ["Hindustan Times"] });
  const id = documents[0]?.id ?? "";
  const document = await client.document(id, { q: "troops" });
  expect(document.highlights?.some(({ html }) => html?.includes("<mark>troops</mark>"))).toBe(true);
  expect((await client.similar(id, { page_size: 2 })).hits.length).toBe(2);
  expect((await client.versions(id)).versions.length).toBe(1);
  expect((await client.difference(id)).id).toBe(id);
  expect(await client.citation(id, { format: "ris" })).toContain("TY  - ");
});

test("exports, as articles and as a file", async () => {
  const found: (string | undefined)[] = [];
  for await (const { body } of client.exportAll({ q: "weapons" })) found.push(body);
  expect(found.length).toBeGreaterThan(0);
  expect(found.every((body) => body)).toBe(true);
  const file = await client.export({ q: "weapons", format: "csv", fields: ["title"] });
  expect(file.headers.get("Content-Disposition")).toContain(".csv");
  expect((await file.text()).split("\r\n").length).toBe(found.length + 2);
  const address = client.exportAddress({ q: "weapons", format: "csv" });
  expect((await fetch(address)).status).toBe(200);
  expect(await (await fetch(client.feedAddress({ q: "weapons" }))).text()).toContain("<feed");
});

test("says what the API says is wrong", async () => {
  const error = await client.search({ q: '"unclosed' }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({ kind: "invalid-query", problem: { position: 0 } });
  await expect(client.document("nowhere")).rejects.toMatchObject({ kind: "article-not-found" });
});
