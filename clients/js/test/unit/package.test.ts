import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

test("the lock names versions and checksums, and no place to download them from", async () => {
  const { packages } = JSON.parse(await read("package-lock.json")) as {
    packages: Record<string, { link?: boolean; resolved?: string; integrity?: string }>;
  };
  for (const [path, { link, resolved = "", integrity }] of Object.entries(packages)) {
    expect(resolved, path).not.toMatch(/^\w+:/);
    if (!link && path.startsWith("node_modules/")) expect(integrity, path).toMatch(/^sha512-/);
  }
});

test("what is published needs nothing else, and each export is made from a source", async () => {
  const { dependencies, exports } = JSON.parse(await read("package.json"));
  expect(dependencies).toBeUndefined();
  for (const entry of Object.values<{ default: string }>(exports)) {
    const source = entry.default?.replace("./dist/", "../../src/").replace(/\.js$/, ".ts");
    if (source) expect(existsSync(new URL(source, import.meta.url)), source).toBe(true);
  }
});
