// A real archive for the tests: gunicorn over the five seeds, which pages of any origin may read.
// PYTHON names the one with the archive's requirements, if it is not the project's own.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The archive's address. */
    archive: string;
    /** The file with a line for each request that reached it. */
    accessLog: string;
  }
}

const ROOT = resolve(import.meta.dirname, "../../../..");
const VENV = join(ROOT, ".venv/bin/python");

export default async function setup(project: TestProject) {
  const python = process.env.PYTHON ?? (existsSync(VENV) ? VENV : "python3");
  const data = mkdtempSync(join(tmpdir(), "archive-"));
  const port = await freePort();
  const environment = {
    ...process.env,
    ARCHIVE_DATA: join(data, "data"),
    ARCHIVE_CORS_ORIGINS: "*",
    HOST: "127.0.0.1",
    PORT: String(port),
    WEB_CONCURRENCY: "1",
    // One thread: each request is in the log before the next one is answered.
    GUNICORN_CMD_ARGS: `--threads 1 --access-logfile ${join(data, "access.log")}`,
  };
  const options = { cwd: ROOT, env: environment, stdio: "ignore" } as const;
  execFileSync(python, ["-m", "flask", "--app", "app", "archive", "import", "seeds"], options);
  const server = spawn(python, ["-m", "gunicorn", "app:app"], options);
  const address = `http://127.0.0.1:${port}`;
  await ready(address, () => server.exitCode);
  project.provide("archive", address);
  project.provide("accessLog", join(data, "access.log"));
  return async () => {
    const ended = new Promise((done) => server.once("exit", done));
    server.kill();
    await ended;
    rmSync(data, { recursive: true });
  };
}

async function ready(address: string, exitCode: () => number | null): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (exitCode() !== null) throw new Error("The archive stopped; is its port taken?");
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error("The archive was not ready within a minute.");
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}
