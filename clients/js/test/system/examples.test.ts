// The examples as they are built, opened in Chromium, on a real archive of another origin.
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { launch, missing, reached, screenshot, serveExamples } from "./browser.js";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let browser: Browser;
let pages: { address: string; server: Server };
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  if (missing) return;
  [browser, pages] = await Promise.all([launch(), serveExamples()]);
});
afterAll(async () => {
  await browser?.close();
  pages?.server.close();
});
beforeEach(async (context) => {
  context.skip(missing !== undefined, missing);
  page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
});
afterEach(async () => {
  await page?.close();
  expect(complaints).toEqual([]);
});

/** Type letter by letter, each when the one before it was answered; the requests of it. */
async function type(box: Locator, text: string): Promise<string[]> {
  const before = (await reached()).length;
  await box.press("End");
  for (const letter of text) {
    const answered = page.waitForResponse((response) => response.url().includes("/v1/"));
    await box.press(letter);
    await answered;
  }
  return (await reached()).slice(before);
}

const shown = (places: Locator) => places.allInnerTexts();

describe.each([
  ["instantsearch", "InstantSearch.js"],
  ["react", "React InstantSearch"],
])("%s", (name, heading) => {
  const stats = () => page.locator(".ais-Stats-text");
  const hits = () => page.locator(".ais-Hits-item");
  const source = (value: string) =>
    page.locator(".ais-RefinementList-item", { hasText: value }).locator("input").first();

  beforeEach(async () => {
    await page.goto(`${pages.address}/examples/${name}/dist/`);
    await page.getByRole("heading", { name: heading }).waitFor();
    await expect.poll(() => hits().count()).toBe(3);
  });

  test("each letter is one request, and matches are marked", async () => {
    const requests = await type(page.getByRole("searchbox").first(), "north korean");
    expect(requests).toHaveLength("north korean".length);
    expect(requests.every((request) => request.startsWith("GET /v1/search?"))).toBe(true);
    await expect.poll(() => shown(page.locator("article h2 mark"))).toContain("Korean");
    await screenshot(page, `${name}-typed`);
  });

  test("two sources are refined, one request for each letter all the same", async () => {
    await type(page.getByRole("searchbox").first(), "troop");
    await expect.poll(() => stats().innerText()).toContain("5 results");
    await source("AFP").check();
    await expect.poll(() => stats().innerText()).toContain("1 result");
    const before = (await reached()).length;
    await source("Hindustan Times").check();
    await expect.poll(() => stats().innerText()).toContain("2 results");
    expect((await reached()).length - before).toBe(1);
    expect(await page.locator(".ais-RefinementList-checkbox").count()).toBeGreaterThan(2);
    const requests = await type(page.getByRole("searchbox").first(), "s");
    expect(requests).toHaveLength(1);
    expect(requests[0]).toContain("source=AFP&source=Hindustan+Times");
    await screenshot(page, `${name}-refined`);
    await page.locator(".ais-ClearRefinements-button").click();
    await expect.poll(() => stats().innerText()).toContain("5 results");
  });

  test("the values of a facet are searched", async () => {
    await page.locator(".ais-RefinementList-searchBox input").first().fill("hind");
    const found = page.locator(".ais-RefinementList").first().locator("li");
    await expect.poll(() => shown(found)).toHaveLength(1);
    expect(await page.locator(".ais-RefinementList mark, .ais-RefinementList em").innerText()).toBe(
      "Hind",
    );
  });

  test("pages, orders and dates", async () => {
    await page.locator(".ais-Pagination-link", { hasText: "2" }).click();
    await expect.poll(() => hits().count()).toBe(2);
    await page.locator(".ais-SortBy-select").selectOption("articles:newest");
    await expect.poll(() => hits().first().innerText()).toContain("2024-11-27");
    const [first] = await page.locator(".ais-RangeInput-input--min").all();
    await first?.fill(String(Date.parse("2024-11-01T00:00:00Z") / 1000));
    await page.locator(".ais-RangeInput-submit").click();
    await expect.poll(() => stats().innerText()).toContain("1 result");
    await screenshot(page, `${name}-dates`);
  });

  test("what is wrong with a query is told, and gone when it is put right", async () => {
    const box = page.getByRole("searchbox").first();
    await box.fill("nosuch:x");
    await expect.poll(() => page.getByRole("alert").innerText()).toContain("no field 'nosuch'");
    expect(complaints.splice(0).every((text) => text.includes("400"))).toBe(true);
    await box.fill('"north kor');
    await expect.poll(() => page.getByRole("alert").innerText()).toBe("");
    await expect.poll(() => stats().innerText()).toContain("result");
  });

  test("what an article says is text, whatever it says", async () => {
    await answerWithMarkup(page);
    await page.getByRole("searchbox").first().fill("troops");
    await expect.poll(() => hits().first().innerText()).toContain("<img src=x onerror=");
    expect(await page.locator("article img, aside img").count()).toBe(0);
    expect(await page.evaluate("window.injected")).toBeUndefined();
    expect(await page.locator("article mark").first().innerText()).toBe("<img");
  });
});

describe("the custom element", () => {
  const element = () => page.locator("article-search");
  const box = () => element().getByRole("searchbox");
  const status = () => element().getByRole("status");

  beforeEach(async () => {
    await page.goto(`${pages.address}/examples/html/`);
    await expect.poll(() => element().locator("li.hit").count()).toBe(3);
  });

  test("searches with each letter, once", async () => {
    const requests = await type(box(), "troops");
    expect(requests).toHaveLength(6);
    await expect.poll(() => status().innerText()).toBe("5 articles");
    expect(await shown(element().locator("mark"))).toContain("troops");
    await screenshot(page, "element");
    await page.emulateMedia({ colorScheme: "dark" });
    await screenshot(page, "element-dark");
    await page.setViewportSize({ width: 375, height: 800 });
    await screenshot(page, "element-phone");
  });

  test("narrows by two sources with the keyboard, and keeps the focus", async () => {
    const sources = element().getByRole("group", { name: "Source" });
    const choose = async (value: string) => {
      await sources.getByRole("checkbox", { name: value }).focus();
      await page.keyboard.press("Space");
    };
    await choose("AFP");
    await expect.poll(() => status().innerText()).toBe("1 article");
    await choose("Hindustan Times");
    await expect.poll(() => status().innerText()).toBe("2 articles");
    const focused = sources.getByRole("checkbox", { name: "Hindustan Times" });
    expect(await focused.evaluate((one) => one.matches(":focus"))).toBe(true);
    await element().getByRole("button", { name: "Clear filters" }).click();
    await expect.poll(() => status().innerText()).toBe("5 articles");
  });

  test("turns pages, sorts, and leads to the archive", async () => {
    await element().getByRole("button", { name: "Next page" }).click();
    await expect.poll(() => element().locator("li.hit").count()).toBe(2);
    expect(await element().getByRole("button", { name: "Next page" }).isDisabled()).toBe(true);
    await element().getByRole("combobox", { name: "Sort by" }).selectOption("newest");
    await expect.poll(() => element().locator("time").first().innerText()).toContain("2024");
    const address = await element().locator("li.hit a").first().getAttribute("href");
    expect(address).toContain(`${inject("archive")}/documents/`);
  });

  test("leaves nothing for axe to find, light or dark, wide or narrow", async () => {
    await page.addScriptTag({ path: AXE });
    for (const width of [1100, 375]) {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        const { violations } = (await page.evaluate("axe.run()")) as { violations: unknown[] };
        expect(violations).toEqual([]);
      }
    }
  });

  test("offers a better spelling", async () => {
    await box().fill("nort korean");
    await element().getByRole("button", { name: "north korean" }).click();
    expect(await box().inputValue()).toBe("north korean");
    await expect.poll(() => shown(element().locator("mark"))).toContain("Korean");
  });

  test("tells what is wrong, and that nothing was found", async () => {
    await box().fill("nosuch:x");
    await expect.poll(() => element().getByRole("alert").innerText()).toContain("no field");
    expect(complaints.splice(0).every((text) => text.includes("400"))).toBe(true);
    await screenshot(page, "element-error");
    await box().fill("zebra");
    await expect.poll(() => status().innerText()).toBe("No article matches.");
  });

  test("what an article says is text, whatever it says", async () => {
    await answerWithMarkup(page);
    await box().fill("troops");
    await expect.poll(() => element().locator("h2").first().innerText()).toContain("<img src=x");
    expect(await element().locator("img").count()).toBe(0);
    expect(await page.evaluate("window.injected")).toBeUndefined();
  });
});

/** The archive's answers, with markup in each text that a page shows. */
async function answerWithMarkup(page: Page): Promise<void> {
  const markup = '<img src=x onerror="window.injected=1">';
  await page.route("**/v1/search?**", async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    for (const hit of answer.hits) {
      Object.assign(hit, { title: markup, description: markup, source: markup });
      hit.agencies = hit.authors = [markup];
      hit.url = "javascript:window.injected=1";
      for (const snippet of hit.snippets) {
        Object.assign(snippet, { text: markup, start: 0, marks: [[0, 4]] });
      }
    }
    for (const { buckets } of Object.values<{ buckets: { value: string }[] }>(answer.facets)) {
      for (const bucket of buckets.slice(0, 1)) {
        if (!/^\d{4}/.test(bucket.value)) bucket.value = markup;
      }
    }
    await route.fulfill({ response, json: answer });
  });
}
