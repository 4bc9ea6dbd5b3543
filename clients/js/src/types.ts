/** The API's types by their own names; `openapi.ts` has them as the API's document says them. */

import type { components, operations } from "./openapi.js";

type Schemas = components["schemas"];
type Query<Name extends keyof operations> = NonNullable<operations[Name]["parameters"]["query"]>;

export type SearchParameters = Query<"search">;
export type ListParameters = Query<"list_documents">;
export type SimilarParameters = Query<"list_similar">;
export type SuggestParameters = Query<"suggest_queries">;
export type FacetValuesParameters = Query<"list_facet_values">;
export type ExportParameters = Query<"export">;
export type DocumentParameters = Query<"get_document">;
export type DifferenceParameters = Query<"compare_versions">;
export type CitationParameters = Query<"cite_document">;

/** What an article can be filtered by, each value exactly as a facet shows it. */
export type FilterName = "source" | "agency" | "language" | "author";
/** What articles can be counted by. */
export type FacetName = FilterName | "published";

export type PublishedDate = Schemas["PublishedDate"];
export type Snippet = Schemas["SnippetAnswer"];
export type Facet = Schemas["FacetAnswer"];
export type Bucket = Schemas["BucketAnswer"];
export type Suggestion = Schemas["SuggestionAnswer"];
export type SuggestAnswer = Schemas["SuggestAnswer"];
export type FacetValuesAnswer = Schemas["FacetValuesAnswer"];
export type Document = Schemas["DocumentAnswer"];
export type VersionsAnswer = Schemas["VersionsAnswer"];
export type DifferenceAnswer = Schemas["DifferenceAnswer"];
/** Problem details (RFC 9457): what every error of the API is answered with. */
export type ProblemDetails = Schemas["ProblemDetails"];

/** All members are there unless the parameters `fields` or `exclude` asked for fewer. */
type Shown<
  Answer extends { id: string },
  Parameters,
  Always extends keyof Answer = never,
> = Parameters extends { fields: unknown } | { exclude: unknown }
  ? Answer
  : Answer & Required<Omit<Answer, Always>>;

export type Hit<Parameters = unknown> = Shown<Schemas["HitAnswer"], Parameters, "explanation">;
export type SimilarHit<Parameters = unknown> = Shown<Schemas["SimilarHit"], Parameters>;
export type Summary<Parameters = unknown> = Shown<Schemas["Summary"], Parameters>;

export type SearchAnswer<Parameters = unknown> = Omit<
  Schemas["SearchAnswer"],
  "hits" | "facets"
> & { hits: Hit<Parameters>[]; facets: Partial<Record<FacetName, Facet>> };
export type SimilarAnswer<Parameters = unknown> = Omit<Schemas["SimilarAnswer"], "hits"> & {
  hits: SimilarHit<Parameters>[];
};
export type ListAnswer<Parameters = unknown> = Omit<Schemas["ListAnswer"], "documents"> & {
  documents: Summary<Parameters>[];
};
