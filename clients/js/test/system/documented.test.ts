// docs/front-ends.md is tested: its client runs, its lines to paste work in a page.
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, inject, test } from "vitest";
import { launch, missing } from "./browser.js";

const PACKAGE = resolve(import.meta.dirname, "../..");

async function block(heading: string, language: string): Promise<string> {
  const text = await readFile(resolve(PACKAGE, "../../docs/front-ends.md"), "utf8");
  const section = text.split(`## ${heading}\n`)[1] ?? "";
  const found = section.split(`\`\`\`${language}\n`)[1]?.split("```")[0] ?? "";
  return found.replaceAll("http://127.0.0.1:8000", inject("archive"));
}

test("the client, in Node.js, as it is built", async () => {
  const program = await block("With the client", "js");
  const options = { cwd: PACKAGE, encoding: "utf8" } as const;
  const said = execFileSync("node", ["--input-type=module", "-e", program], options);
  expect(said).toContain("5 [");
  expect(said.trim().split("\n").length).toBeGreaterThanOrEqual(6);
});

test("the lines to paste", async (context) => {
  context.skip(missing !== undefined, missing);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.setContent(await block("Paste it", "html"));
    await expect.poll(() => page.locator("article-search li.hit").count()).toBe(5);
  } finally {
    await browser.close();
  }
});
