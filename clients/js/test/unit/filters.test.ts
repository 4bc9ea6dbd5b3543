import { describe, expect, test } from "vitest";
import { ArchiveError } from "../../src/errors.js";
import { narrowed, parametersOf } from "../../src/instantsearch/filters.js";
import type { QueryParameters } from "../../src/instantsearch/types.js";

const asked = (params: QueryParameters) => parametersOf(narrowed(params), "seconds");

describe("facet filters", () => {
  test("several values of one facet mean any of them, several facets mean all", () => {
    expect(asked({ facetFilters: [["source:AFP", "source:Reuters"], ["agency:AP"]] })).toEqual({
      source: ["AFP", "Reuters"],
      agency: ["AP"],
    });
  });

  test("they may be one text, or texts without lists", () => {
    expect(asked({ facetFilters: "source:AFP" })).toEqual({ source: ["AFP"] });
    expect(asked({ facetFilters: ["source:AFP", "language:en"] })).toEqual({
      source: ["AFP"],
      language: ["en"],
    });
  });

  test("a value may have colons, and begin with an escaped dash", () => {
    expect(asked({ facetFilters: [["source:BBC: World"]] })).toEqual({ source: ["BBC: World"] });
    expect(asked({ facetFilters: [["source:\\-30-"]] })).toEqual({ source: ["-30-"] });
  });

  test("the members of a hit name their facets, too", () => {
    expect(asked({ facetFilters: [["agencies:AP"], ["authors:Ann"]] })).toEqual({
      agency: ["AP"],
      author: ["Ann"],
    });
  });

  test("a bucket of the histogram is a span of time", () => {
    const span = { from: "2024-10", to: "2024-10" };
    expect(asked({ facetFilters: [["published:2024-10"]] })).toEqual(span);
  });

  test.each([
    [{ facetFilters: ["source:-AFP"] }, /leaves values out/],
    [{ facetFilters: ["agency:AP", "agency:AFP"] }, /operator: "or"/],
    [{ facetFilters: [["source:AFP", "agency:AP"]] }, /by AND, not by OR/],
    [{ facetFilters: [["brand:x"]] }, /no facet "brand"; it has source/],
    [{ facetFilters: [["published:2024-10", "published:2024-11"]] }, /one span of time/],
    [{ numericFilters: [["published>1", "published<0"]] }, /one span of time/],
    [{ numericFilters: ["price>1"] }, /not price/],
  ])("what an archive cannot do is said: %j", (params, message) => {
    expect(() => asked(params)).toThrow(ArchiveError);
    expect(() => asked(params)).toThrow(message);
  });
});

describe("numeric filters", () => {
  test("a range of seconds", () => {
    expect(asked({ numericFilters: ["published>=1729468800", "published<=1729555199"] })).toEqual({
      from: "2024-10-21T00:00:00Z",
      to: "2024-10-21T23:59:59Z",
    });
  });

  test("a range of milliseconds", () => {
    const filters = narrowed({ numericFilters: ["published>1729468800000"] });
    expect(parametersOf(filters, "milliseconds")).toEqual({ from: "2024-10-21T00:00:00.001Z" });
  });

  test("open ends and moments", () => {
    expect(asked({ numericFilters: ["published<1729468800"] })).toEqual({
      to: "2024-10-20T23:59:59Z",
    });
    const moment = "2024-10-21T00:00:00Z";
    expect(asked({ numericFilters: "published=1729468800" })).toEqual({ from: moment, to: moment });
  });

  test("nothing passes a range without a moment, or beyond all dates", () => {
    expect(asked({ numericFilters: ["published>10", "published<5"] })).toBeUndefined();
    expect(asked({ numericFilters: ["published>=1e15"] })).toBeUndefined();
  });

  test("a bound before all dates narrows nothing", () => {
    expect(asked({ numericFilters: ["published>=-1e15"] })).toEqual({});
  });
});

describe("filters", () => {
  test("conditions with AND, alternatives with OR, values in quotes", () => {
    const filters =
      'language:en AND (source:AFP OR source:"Hindustan Times") AND published >= 1729468800';
    expect(asked({ filters })).toEqual({
      language: ["en"],
      source: ["AFP", "Hindustan Times"],
      from: "2024-10-21T00:00:00Z",
    });
  });

  test("they hold beside those of widgets", () => {
    expect(asked({ filters: "language:en", facetFilters: [["source:AFP"]] })).toEqual({
      language: ["en"],
      source: ["AFP"],
    });
  });

  test("a range, and groups in groups", () => {
    expect(asked({ filters: "((published:1729468800 TO 1729555199) AND (source:'A'))" })).toEqual({
      source: ["A"],
      from: "2024-10-21T00:00:00Z",
      to: "2024-10-21T23:59:59Z",
    });
  });

  test.each(["source:", "source:A AND", "(source:A", "source:A source:B", "NOT source:A", "AND"])(
    "what makes no sense is said: %s",
    (filters) => {
      expect(() => asked({ filters })).toThrow(ArchiveError);
    },
  );
});
