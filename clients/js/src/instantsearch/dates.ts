/** Dates as InstantSearch's ranges have them, numbers, and as the archive has them, texts. */

import type { Bucket, Facet, PublishedDate } from "../types.js";

/** What a number of a range counts, from the beginning of 1970 in UTC. */
export type TimeUnit = "seconds" | "milliseconds";

const MILLISECONDS: Record<TimeUnit, number> = { seconds: 1000, milliseconds: 1 };
const FIRST_YEAR = Date.parse("0001-01-01T00:00:00.000Z");
const LAST_YEAR = Date.parse("9999-12-31T23:59:59.999Z");

/** A number as `from` or `to`, to the unit; undefined beyond the years that dates can have. */
export function bound(value: number, unit: TimeUnit): string | undefined {
  const moment = value * MILLISECONDS[unit];
  if (!(moment >= FIRST_YEAR && moment <= LAST_YEAR)) return undefined;
  const text = new Date(moment).toISOString();
  return unit === "seconds" ? text.replace(/\.\d+Z$/, "Z") : text;
}

/** Whether any date is from the one number to the other. */
export function canBe(from: number, to: number, unit: TimeUnit): boolean {
  return from * MILLISECONDS[unit] <= LAST_YEAR && to * MILLISECONDS[unit] >= FIRST_YEAR;
}

/** When an article was published, as a number; undefined where that is not known. */
export function timestamp(
  published: PublishedDate | null | undefined,
  unit: TimeUnit,
): number | undefined {
  return published ? beginning(published.at, unit) : undefined;
}

/** Where a span begins that is named `2024`, `2024-10`, `2024-10-21` or by a time; times without a
 * zone are in UTC, as the archive orders them. */
export function beginning(at: string, unit: TimeUnit): number {
  const zoned = !at.includes("T") || /(?:Z|[+-]\d\d:\d\d)$/i.test(at);
  return Math.floor(Date.parse(zoned ? at : `${at}Z`) / MILLISECONDS[unit]);
}

/** The first and the last number that a histogram's buckets span. */
export function span(facet: Facet, unit: TimeUnit): { min: number; max: number } | undefined {
  const first = facet.buckets.at(0);
  const last = facet.buckets.at(-1);
  if (!first || !last) return undefined;
  const max = Math.floor(end(last, facet.interval).getTime() / MILLISECONDS[unit]) - 1;
  return { min: beginning(first.value, unit), max };
}

function end({ value }: Bucket, interval: Facet["interval"]): Date {
  const date = new Date(Date.parse(value));
  if (interval === "year") date.setUTCFullYear(date.getUTCFullYear() + 1);
  else if (interval === "month") date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + (interval === "week" ? 7 : 1));
  return date;
}
