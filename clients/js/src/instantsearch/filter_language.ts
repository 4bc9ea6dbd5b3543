/** Algolia's `filters`, as far as an archive has a meaning for them. */

import { ArchiveError } from "../errors.js";

/** One condition: any of these, each `attribute:value`, `attribute>=number` or
 * `attribute:number TO number`. */
export type Alternatives = readonly string[];

const ATOM =
  /\s*(\w+)\s*(?::\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?[\d.]+\s+TO\s+-?[\d.]+|[^\s()]+)|(<=|>=|!=|<|>|=)\s*(-?[\d.]+))/y;

/**
 * The conditions of a text, all of which must hold. OR binds tighter than AND, as Algolia has it.
 *
 * @example parseFilters('language:en AND (source:AFP OR source:"The Times")')
 */
export function parseFilters(text: string): Alternatives[] {
  const reader = new Reader(text);
  if (reader.atEnd()) return [];
  const found = conditions(reader);
  if (!reader.atEnd()) throw reader.error("AND or OR");
  return found;
}

function conditions(reader: Reader): Alternatives[] {
  const found = [...alternatives(reader)];
  while (reader.take("AND")) found.push(...alternatives(reader));
  return found;
}

/** Operands with OR between them, which is one condition, or a group of several conditions. */
function alternatives(reader: Reader): Alternatives[] {
  const operands = [operand(reader)];
  while (reader.take("OR")) operands.push(operand(reader));
  if (operands.length === 1) return operands.flat();
  if (operands.some((conditions) => conditions.length > 1)) throw reader.error("no AND inside OR");
  return [operands.flat(2)];
}

function operand(reader: Reader): Alternatives[] {
  if (reader.take("(")) {
    const found = conditions(reader);
    if (!reader.take(")")) throw reader.error(")");
    return found;
  }
  if (reader.take("NOT")) throw new ArchiveError("The archive has no filter with NOT.");
  return [[reader.atom()]];
}

class Reader {
  readonly #text: string;
  #place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return !this.#text.slice(this.#place).trim();
  }

  take(token: string): boolean {
    const rest = this.#text.slice(this.#place).trimStart();
    if (!rest.startsWith(token) || (/\w/.test(token) && /^[\w:]/.test(rest.slice(token.length)))) {
      return false;
    }
    this.#place = this.#text.length - rest.length + token.length;
    return true;
  }

  atom(): string {
    ATOM.lastIndex = this.#place;
    const found = ATOM.exec(this.#text);
    if (!found) throw this.error("attribute:value");
    this.#place = ATOM.lastIndex;
    const [, attribute, value = "", operator, number] = found;
    if (operator) return `${attribute}${operator}${number}`;
    const quoted = /^(["'])(.*)\1$/s.exec(value)?.[2];
    // As facet filters have it: a value that begins with "-" is one that is left out.
    return `${attribute}:${quoted?.replace(/\\(.)/gs, "$1").replace(/^-/, "\\-") ?? value}`;
  }

  error(wanted: string): ArchiveError {
    return new ArchiveError(
      `filters: expected ${wanted} at character ${this.#place} of ${JSON.stringify(this.#text)}.`,
    );
  }
}
