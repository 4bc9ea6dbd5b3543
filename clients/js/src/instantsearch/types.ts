/** As much of Algolia's requests and answers as InstantSearch sends and reads. */

/** Parameters of a query; the others that InstantSearch knows mean nothing to an archive. */
export interface QueryParameters {
  query?: string;
  page?: number;
  hitsPerPage?: number;
  facets?: string | readonly string[];
  facetFilters?: string | readonly (string | readonly string[])[];
  numericFilters?: string | readonly (string | readonly string[])[];
  filters?: string;
  maxValuesPerFacet?: number;
  highlightPreTag?: string;
  highlightPostTag?: string;
  snippetEllipsisText?: string;
  attributesToSnippet?: readonly string[];
  attributesToRetrieve?: string | readonly string[];
  facetName?: string;
  facetQuery?: string;
  maxFacetHits?: number;
}

export interface QueryRequest {
  indexName: string;
  params?: QueryParameters;
  /** `facet` where values of a facet are searched (algoliasearch 5). */
  type?: string;
  facet?: string;
}

export interface Highlighted {
  value: string;
  matchLevel: "none" | "partial" | "full";
  matchedWords: string[];
}

export type HighlightTree = Record<string, Highlighted | Highlighted[]>;

export interface FacetHits {
  facetHits: { value: string; highlighted: string; count: number }[];
  exhaustiveFacetsCount: boolean;
  processingTimeMS: number;
}
