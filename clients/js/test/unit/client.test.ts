import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ArchiveClient } from "../../src/client.js";
import { ConnectionError, ProblemError, secondsOf, TimeoutError } from "../../src/errors.js";
import { cut, json, problem, serve, silent, until } from "./server.js";

const quick = { retryDelay: 1 };
afterEach(() => {
  vi.useRealTimers();
});
const page = (ids: string[], next_cursor: string | null) =>
  json({ total: 3, next_cursor, hits: ids.map((id) => ({ id })), facets: {} });
const listed = async <Item>(items: AsyncIterable<Item>) => {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
};

describe("a request", () => {
  test("has the API's parameters, below the endpoint's path", async () => {
    const { endpoint, asked } = await serve(page([], null));
    await new ArchiveClient(endpoint).search({
      q: 'a&b "c"',
      source: ["AFP", "The Times"],
      facets: ["source", "agency"],
      from: "2024",
    });
    expect(asked[0]).toMatchObject({ method: "GET", path: "/base/v1/search" });
    expect([...(asked[0]?.parameters ?? [])]).toEqual([
      ["q", 'a&b "c"'],
      ["source", "AFP"],
      ["source", "The Times"],
      ["facets", "source,agency"],
      ["from", "2024"],
    ]);
  });

  test("for no facets says so; what is undefined is left out", async () => {
    const { endpoint, asked } = await serve(page([], null));
    await new ArchiveClient(endpoint).search({ facets: [], q: undefined as unknown as string });
    expect(asked[0]?.parameters.toString()).toBe("facets=");
  });

  test("that is too long for an address goes as a form", async () => {
    const { endpoint, asked } = await serve(page([], null));
    const q = "long ".repeat(2000);
    await new ArchiveClient(endpoint).search({ q, source: ["A", "B"] });
    expect(asked[0]).toMatchObject({ method: "POST", path: "/base/v1/search" });
    expect(asked[0]?.parameters.size).toBe(0);
    const body = new URLSearchParams(asked[0]?.body);
    expect([body.get("q"), body.getAll("source")]).toEqual([q, ["A", "B"]]);
  });

  test("names an article safely", async () => {
    const { endpoint, asked } = await serve(json({}));
    await new ArchiveClient(endpoint).document("../keys?x");
    expect(asked[0]?.path).toBe("/base/v1/documents/..%2Fkeys%3Fx");
  });
});

describe("walking through all hits", () => {
  test("goes on by cursor until there is none", async () => {
    const { endpoint, asked } = await serve(page(["a", "b"], "c1"), page(["c"], null));
    const hits = await listed(new ArchiveClient(endpoint).searchAll({ q: "x", page_size: 2 }));
    expect(hits.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(asked.map(({ parameters }) => parameters.get("cursor"))).toEqual([null, "c1"]);
    expect(asked[1]?.parameters.get("q")).toBe("x");
  });

  test("asks for no page that is not wanted", async () => {
    const { endpoint, asked } = await serve(page(["a", "b"], "c1"));
    for await (const { id } of new ArchiveClient(endpoint).searchAll()) if (id === "b") break;
    expect(asked).toHaveLength(1);
  });
});

describe("an error", () => {
  test("of the API is a ProblemError with all that it says", async () => {
    const { endpoint } = await serve(problem(400, "invalid-query", { position: 3, length: 1 }));
    const error = await new ArchiveClient(endpoint).search({ q: "x" }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      status: 400,
      kind: "invalid-query",
      message: "About invalid-query.",
      problem: { position: 3, length: 1 },
    });
  });

  test("that is no problem document is one all the same", async () => {
    const { endpoint } = await serve((response) => {
      response.writeHead(404, { "Content-Type": "text/html" }).end("<h1>no</h1>");
    });
    await expect(new ArchiveClient(endpoint).search()).rejects.toMatchObject({
      name: "ProblemError",
      status: 404,
      message: "Not Found",
    });
  });

  test("of the network is a ConnectionError, after retries", async () => {
    const { endpoint, asked } = await serve(cut);
    const client = new ArchiveClient({ endpoint, ...quick });
    await expect(client.search()).rejects.toBeInstanceOf(ConnectionError);
    expect(asked).toHaveLength(3);
  });

  test("is not retried where that is of no use", async () => {
    const { endpoint, asked } = await serve(problem(422, "invalid-parameters"));
    await expect(new ArchiveClient({ endpoint, ...quick }).search()).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});

describe("a retry", () => {
  test.each([429, 502, 503, 504])("follows a %i", async (status) => {
    const { endpoint, asked } = await serve(problem(status, "unavailable"), page(["a"], null));
    const { hits } = await new ArchiveClient({ endpoint, ...quick }).search();
    expect([hits.length, asked.length]).toEqual([1, 2]);
  });

  test("waits as long as the archive asks for", async () => {
    const busy = problem(503, "unavailable", {}, { "Retry-After": "7" });
    const { endpoint, asked } = await serve(busy, page([], null));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const timers = vi.spyOn(globalThis, "setTimeout");
    const answer = new ArchiveClient({ endpoint, ...quick }).search();
    await until(() => timers.mock.calls.some(([, delay]) => delay === 7_000));
    await vi.advanceTimersByTimeAsync(6_999);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect((await answer).hits).toEqual([]);
  });

  test("is given up where that is too long, which the error says", async () => {
    const busy = problem(503, "unavailable", {}, { "Retry-After": "3600" });
    const { endpoint, asked } = await serve(busy);
    const client = new ArchiveClient({ endpoint, ...quick });
    await expect(client.search()).rejects.toMatchObject({ retryAfter: 3600 });
    expect(asked).toHaveLength(1);
  });

  test("ends when the request is aborted", async () => {
    const { endpoint, asked } = await serve(problem(503, "unavailable"));
    const control = new AbortController();
    const client = new ArchiveClient({ endpoint, retryDelay: 60_000 });
    const answer = client.search({}, { signal: control.signal });
    answer.catch(() => {});
    await until(() => asked.length === 1);
    control.abort();
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
    expect(asked).toHaveLength(1);
  });

  test.each([
    [null, undefined],
    ["7", 7],
    ["Thu, 01 Jan 1970 00:00:10 GMT", 9],
    ["soon", undefined],
  ])("Retry-After %s", (header, seconds) => {
    expect(secondsOf(header, 1000)).toBe(seconds);
  });
});

describe("a limit", () => {
  test("of time is a TimeoutError, and is not asked again", async () => {
    const { endpoint, asked } = await serve(silent);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const answer = new ArchiveClient({ endpoint, timeout: 5_000 }).search();
    answer.catch(() => {});
    await until(() => asked.length === 1);
    await vi.advanceTimersByTimeAsync(5_000);
    await expect(answer).rejects.toBeInstanceOf(TimeoutError);
    expect(asked).toHaveLength(1);
  });

  test("of patience: the caller's signal", async () => {
    const { endpoint } = await serve(silent);
    const client = new ArchiveClient(endpoint);
    const control = new AbortController();
    const answer = client.search({}, { signal: control.signal });
    control.abort(new Error("enough"));
    await expect(answer).rejects.toThrow("enough");
    await expect(client.search({}, { signal: control.signal })).rejects.toThrow("enough");
  });
});

describe("an export", () => {
  test("comes article by article, however it is cut into pieces", async () => {
    const pieces = ['{"id":"a","ti', 'tle":"Ä"}\n{"id":', '"b"}\n'];
    const body = new ReadableStream({
      pull(to) {
        const piece = pieces.shift();
        if (piece === undefined) to.close();
        else to.enqueue(new TextEncoder().encode(piece));
      },
    });
    const asked: string[] = [];
    const client = new ArchiveClient({
      endpoint: "http://archive.example",
      fetch: async (address) => {
        asked.push(String(address));
        return new Response(body);
      },
    });
    const found = await listed(client.exportAll({ q: "x" }));
    expect(found).toEqual([{ id: "a", title: "Ä" }, { id: "b" }]);
    expect(asked).toEqual(["http://archive.example/v1/export?q=x&format=jsonl"]);
  });

  test("that breaks off is an error after what came of it", async () => {
    let response: ServerResponse | undefined;
    const { endpoint } = await serve((to) => {
      response = to;
      to.write('{"id":"a"}\n{"id":');
    });
    const found: string[] = [];
    const walk = async () => {
      for await (const { id } of new ArchiveClient(endpoint).exportAll()) {
        found.push(id);
        response?.destroy();
      }
    };
    await expect(walk()).rejects.toBeInstanceOf(ConnectionError);
    expect(found).toEqual(["a"]);
  });

  test("may take longer than an answer", async () => {
    let response: ServerResponse | undefined;
    const { endpoint } = await serve((to) => {
      response = to;
      to.write('{"id":"a"}\n');
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const articles = new ArchiveClient({ endpoint, timeout: 5_000 }).exportAll();
    expect((await articles.next()).value).toEqual({ id: "a" });
    await vi.advanceTimersByTimeAsync(60_000);
    response?.end('{"id":"b"}\n');
    expect((await articles.next()).value).toEqual({ id: "b" });
    expect((await articles.next()).done).toBe(true);
  });
});
