// A server that answers what a test says, and keeps what it was asked.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Asked {
  method: string;
  path: string;
  parameters: URLSearchParams;
  body: string;
}

type Answer = (response: ServerResponse, asked: Asked) => void;

/** Start it with what it answers, one after another, the last for good. */
export async function serve(...answers: Answer[]): Promise<{ endpoint: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const question = await read(request);
    asked.push(question);
    answers[Math.min(asked.length, answers.length) - 1]?.(response, question);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`, asked };
}

async function read(request: IncomingMessage): Promise<Asked> {
  let body = "";
  for await (const piece of request) body += piece;
  const address = new URL(request.url ?? "", "http://server");
  return {
    method: request.method ?? "",
    path: address.pathname,
    parameters: address.searchParams,
    body,
  };
}

export const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(JSON.stringify(value));
  };

export const problem = (
  status: number,
  name: string,
  members: object = {},
  headers: Record<string, string> = {},
): Answer =>
  json(
    { type: `/problems/${name}`, title: name, status, detail: `About ${name}.`, ...members },
    status,
    {
      "Content-Type": "application/problem+json",
      ...headers,
    },
  );

export const silent: Answer = () => {};
export const cut: Answer = (response) => response.destroy();

/** Wait until it is so, whatever has become of timers. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((turn) => setImmediate(turn));
}
