// Types of the API, made from a running archive's /openapi.json:
//
//   node scripts/types.mjs http://127.0.0.1:8000            writes src/openapi.ts
//   node scripts/types.mjs http://127.0.0.1:8000 --check    fails if it is not current
import { readFile, writeFile } from "node:fs/promises";
import openapi, { astToString } from "openapi-typescript";

const TARGET = new URL("../src/openapi.ts", import.meta.url);
const NOTE = "// Made by `npm run types` from the archive's /openapi.json. Do not edit.\n\n";

/**
 * What src/openapi.ts must hold for the archive at this address.
 * @param {string} address
 * @returns {Promise<string>}
 */
export async function typesOf(address) {
  return NOTE + astToString(await openapi(new URL("/openapi.json", address)));
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [address = "http://127.0.0.1:8000", check] = process.argv.slice(2);
  const types = await typesOf(address);
  if (check !== "--check") {
    await writeFile(TARGET, types);
  } else if (types !== (await readFile(TARGET, "utf8"))) {
    console.error("src/openapi.ts is not what the API says now; run `npm run types`.");
    process.exitCode = 1;
  }
}
