import { readFile } from "node:fs/promises";
import { build } from "vite";
import { expect, test } from "vitest";
import config from "../../scripts/bundle.config.mjs";

test("the archive serves the element as it is", async () => {
  const options = { ...config, logLevel: "silent" as const };
  const built = await build({ ...options, build: { ...config.build, write: false } });
  const [{ output }] = built as unknown as [{ output: [{ code: string }] }];
  const served = new URL("../../../../api/static/article-search.js", import.meta.url);
  const same = (await readFile(served, "utf8")) === output[0].code;
  expect(same, "api/static/article-search.js is not current: run `npm run embed`").toBe(true);
});
