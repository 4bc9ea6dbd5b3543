/** What a query of InstantSearch narrows by -> what the archive does. */

import { ArchiveError } from "../errors.js";
import type { FacetName, FilterName } from "../types.js";
import { bound, canBe, type TimeUnit } from "./dates.js";
import { type Alternatives, parseFilters } from "./filter_language.js";
import type { QueryParameters } from "./types.js";

/** The values that a filter lets through, by field; `published` by its first and last number. */
export interface Narrowed {
  values: Partial<Record<FilterName, string[]>>;
  from: number;
  to: number;
  /** A span that is named as a facet's bucket is, such as `2024-10`. */
  bucket?: string;
}

const FACETS: Record<string, FacetName> = {
  source: "source",
  agency: "agency",
  agencies: "agency",
  language: "language",
  author: "author",
  authors: "author",
  published: "published",
};
export const EVERY_FACET: readonly FacetName[] = [
  "source",
  "agency",
  "author",
  "language",
  "published",
];

/** The archive's facet that an attribute of InstantSearch is. */
export function facetOf(attribute: string): FacetName {
  const facet = FACETS[attribute];
  if (facet === undefined) {
    throw new ArchiveError(
      `The archive has no facet ${JSON.stringify(attribute)}; it has ${EVERY_FACET.join(", ")}.`,
    );
  }
  return facet;
}

/** What a query narrows by; throws an ArchiveError for what the archive cannot. */
export function narrowed(params: QueryParameters): Narrowed {
  const found: Narrowed = { values: {}, from: -Infinity, to: Infinity };
  for (const condition of [
    ...conditions(params.facetFilters),
    ...conditions(params.numericFilters),
    ...parseFilters(params.filters ?? ""),
  ]) {
    narrow(found, condition);
  }
  return found;
}

function conditions(
  filters: string | readonly (string | readonly string[])[] | undefined,
): Alternatives[] {
  if (!filters) return [];
  return [filters].flat().map((condition) => [condition].flat());
}

const ONE_SPAN = "The archive takes one span of time at once.";
const NUMERIC = /^(\w+)\s*(<=|>=|<|>|=|!=)\s*(-?[\d.]+(?:e\d+)?)$/i;
const RANGE = /^(\w+)\s*:\s*(-?[\d.]+)\s+TO\s+(-?[\d.]+)$/;

function narrow(found: Narrowed, alternatives: Alternatives): void {
  const [first, ...others] = alternatives;
  if (first === undefined) return;
  const numeric = NUMERIC.exec(first);
  const range = RANGE.exec(first);
  if (numeric || range) {
    if (others.length) throw new ArchiveError(ONE_SPAN);
    if (numeric) narrowTime(found, numeric[1], numeric[2], Number(numeric[3]));
    if (range) {
      narrowTime(found, range[1], ">=", Number(range[2]));
      narrowTime(found, range[1], "<=", Number(range[3]));
    }
    return;
  }
  narrowValues(found, alternatives.map(namedValue));
}

function narrowTime(
  found: Narrowed,
  attribute: string | undefined,
  operator: string | undefined,
  value: number,
): void {
  if (attribute !== "published") {
    throw new ArchiveError(`Only \`published\` has numbers in this archive, not ${attribute}.`);
  }
  if (operator === "!=") throw new ArchiveError("The archive cannot leave out one moment.");
  if (operator === ">=" || operator === "=") found.from = Math.max(found.from, Math.ceil(value));
  if (operator === ">") found.from = Math.max(found.from, Math.floor(value) + 1);
  if (operator === "<=" || operator === "=") found.to = Math.min(found.to, Math.floor(value));
  if (operator === "<") found.to = Math.min(found.to, Math.ceil(value) - 1);
}

function namedValue(condition: string): { facet: FacetName; value: string } {
  const colon = condition.indexOf(":");
  const facet = facetOf(colon < 0 ? condition : condition.slice(0, colon));
  const value = condition.slice(colon + 1);
  if (value.startsWith("-")) {
    throw new ArchiveError(`The archive has no filter that leaves values out: ${condition}`);
  }
  return { facet, value: value.replace(/^\\-/, "-") }; // as InstantSearch escapes a leading "-"
}

function narrowValues(found: Narrowed, named: { facet: FacetName; value: string }[]): void {
  const facets = new Set(named.map(({ facet }) => facet));
  const values = [...new Set(named.map(({ value }) => value))];
  const [facet] = facets;
  if (facets.size !== 1 || facet === undefined) {
    throw new ArchiveError("The archive joins different fields by AND, not by OR.");
  }
  if (facet === "published") {
    narrowToBucket(found, values);
    return;
  }
  const before = found.values[facet];
  const both = before ? before.filter((value) => values.includes(value)) : values;
  if (before && (before.length > 1 || values.length > 1 || both.length === 0)) {
    throw new ArchiveError(
      `Several values of ${facet} mean any of them in this archive; use \`operator: "or"\`.`,
    );
  }
  found.values[facet] = both;
}

function narrowToBucket(found: Narrowed, values: string[]): void {
  const [value] = values;
  if (values.length > 1 || found.bucket !== undefined || value === undefined) {
    throw new ArchiveError(ONE_SPAN);
  }
  found.bucket = value;
}

/** The filters as parameters of the API; undefined where nothing can pass. */
export function parametersOf(
  { values, from, to, bucket }: Narrowed,
  unit: TimeUnit,
): Record<string, unknown> | undefined {
  if (from > to || !canBe(from, to, unit)) return undefined;
  const first = bound(from, unit);
  const last = bound(to, unit);
  if (bucket !== undefined && (first !== undefined || last !== undefined)) {
    throw new ArchiveError(ONE_SPAN);
  }
  return { ...values, from: bucket ?? first, to: bucket ?? last };
}
