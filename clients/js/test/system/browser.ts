// Chromium, and the examples on an origin of their own, as they would be on somebody's web site.
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { inject, vi } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const SCREENSHOTS = join(ROOT, "screenshots");
const WRITTEN_ADDRESS = "http://127.0.0.1:8000";
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Why there is no browser to open the examples in; undefined where there is one. With
 * ARCHIVE_REQUIRE_BROWSER, as CI sets it, there must be. */
export const missing =
  existsSync(executablePath) || process.env.ARCHIVE_REQUIRE_BROWSER
    ? undefined
    : "Chromium is not there: apt-get install chromium, or name another in CHROMIUM.";

/** Start Debian's Chromium, or another one that CHROMIUM names. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Serve the built examples, with the address of this run's archive in place of the written one. */
export async function serveExamples(): Promise<{ address: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "", "http://pages").pathname;
    if (path === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    const file = join(ROOT, path.endsWith("/") ? `${path}index.html` : path);
    const text = await readFile(file, "utf8").catch(() => undefined);
    response.writeHead(text === undefined ? 404 : 200, {
      "Content-Type": `${TYPES[extname(file)] ?? "application/octet-stream"}; charset=utf-8`,
    });
    response.end(text?.replaceAll(WRITTEN_ADDRESS, inject("archive")));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** The requests that reached the archive so far, each with its method. An answer comes before its
 * line in the log, so a request of our own is the mark up to which the log is complete. */
export async function reached(): Promise<string[]> {
  const mark = `/healthz?mark=${randomUUID()}`;
  await fetch(inject("archive") + mark);
  return vi.waitFor(
    () => {
      const log = readFileSync(inject("accessLog"), "utf8");
      const requests = [...log.matchAll(/"([A-Z]+ [^ "]+)/g)].map(([, request]) => request ?? "");
      if (!requests.includes(`GET ${mark}`)) throw new Error("The mark is not in the log yet.");
      return requests.filter((request) => !request.includes("?mark="));
    },
    { timeout: 10_000 },
  );
}

export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
