import { ConnectionError } from "./errors.js";
import { type RequestOptions, Transport, type TransportOptions } from "./transport.js";
import type {
  CitationParameters,
  DifferenceAnswer,
  DifferenceParameters,
  Document,
  DocumentParameters,
  ExportParameters,
  FacetName,
  FacetValuesAnswer,
  FacetValuesParameters,
  Hit,
  ListAnswer,
  ListParameters,
  SearchAnswer,
  SearchParameters,
  SimilarAnswer,
  SimilarParameters,
  SuggestAnswer,
  SuggestParameters,
  Summary,
  VersionsAnswer,
} from "./types.js";

/** Parameters of a walk through all pages: it says itself where each begins. */
type Walk<Parameters> = Omit<Parameters, "page" | "cursor">;

/**
 * An Article Archive over HTTP: what it has to read, typed.
 *
 * Every method takes the API's own parameters, and an `AbortSignal` as `signal` in its options. It
 * rejects with a `ProblemError` where the archive answers one, a `ConnectionError` or a
 * `TimeoutError` where none comes, and the signal's reason where it was aborted.
 */
export class ArchiveClient {
  readonly #transport: Transport;

  constructor(options: TransportOptions | string) {
    this.#transport = new Transport(typeof options === "string" ? { endpoint: options } : options);
  }

  /** Where the archive is; it ends with a slash. */
  get endpoint(): string {
    return this.#transport.endpoint.href;
  }

  /** Find articles. */
  search<const P extends SearchParameters>(
    parameters: P = {} as P,
    options?: RequestOptions,
  ): Promise<SearchAnswer<P>> {
    return this.#transport.json("v1/search", parameters, options, true);
  }

  /** Every hit of a search, page after page by cursor, as the loop asks for them. */
  async *searchAll<const P extends Walk<SearchParameters>>(
    parameters: P = {} as P,
    options?: RequestOptions,
  ): AsyncGenerator<Hit<P>, void, undefined> {
    let page: SearchParameters = { page_size: 100, facets: [], ...parameters };
    for (;;) {
      const { hits, next_cursor } = await this.search(page, options);
      yield* hits as Hit<P>[];
      if (next_cursor === null) return;
      page = { ...page, cursor: next_cursor };
    }
  }

  /** What a search box can offer for what was typed so far. */
  suggest(q: string, parameters: Omit<SuggestParameters, "q"> = {}, options?: RequestOptions) {
    return this.#transport.json<SuggestAnswer>("v1/suggest", { ...parameters, q }, options);
  }

  /** The values of a facet, and a search among them (`prefix`). */
  facetValues(field: FacetName, parameters: FacetValuesParameters = {}, options?: RequestOptions) {
    const path = `v1/facets/${encodeURIComponent(field)}`;
    return this.#transport.json<FacetValuesAnswer>(path, parameters, options);
  }

  /** A page of documents by their date. */
  documents<const P extends ListParameters>(
    parameters: P = {} as P,
    options?: RequestOptions,
  ): Promise<ListAnswer<P>> {
    return this.#transport.json("v1/documents", parameters, options);
  }

  /** Every document, page after page by cursor. */
  async *allDocuments<const P extends Walk<ListParameters>>(
    parameters: P = {} as P,
    options?: RequestOptions,
  ): AsyncGenerator<Summary<P>, void, undefined> {
    let page: ListParameters = { page_size: 100, ...parameters };
    for (;;) {
      const { documents, next_cursor } = await this.documents(page, options);
      yield* documents as Summary<P>[];
      if (next_cursor === null) return;
      page = { ...page, cursor: next_cursor };
    }
  }

  /** One document; with `q`, its matches marked. */
  document(id: string, parameters: DocumentParameters = {}, options?: RequestOptions) {
    return this.#transport.json<Document>(documentPath(id), parameters, options);
  }

  /** Articles like this one. */
  similar<const P extends SimilarParameters>(
    id: string,
    parameters: P = {} as P,
    options?: RequestOptions,
  ): Promise<SimilarAnswer<P>> {
    return this.#transport.json(`${documentPath(id)}/similar`, parameters, options);
  }

  /** Every stored state of an article, the oldest first. */
  versions(id: string, options?: RequestOptions) {
    return this.#transport.json<VersionsAnswer>(`${documentPath(id)}/versions`, {}, options);
  }

  /** What changed between two versions of an article; the last change without parameters. */
  difference(id: string, parameters: DifferenceParameters = {}, options?: RequestOptions) {
    const path = `${documentPath(id)}/versions/diff`;
    return this.#transport.json<DifferenceAnswer>(path, parameters, options);
  }

  /** A reference to cite an article by, as text: BibTeX unless `format` says otherwise. */
  citation(id: string, parameters: CitationParameters = {}, options?: RequestOptions) {
    return this.#transport.text(`${documentPath(id)}/citation`, parameters, options);
  }

  /** Every hit with its whole text, as it comes: read `body`, or save it by the answer's name. */
  export(parameters: ExportParameters = {}, options?: RequestOptions): Promise<Response> {
    return this.#transport.stream("v1/export", parameters, options, true);
  }

  /** Every hit with its whole text, article by article. Throws if the export breaks off. */
  async *exportAll(
    parameters: Omit<ExportParameters, "format" | "bom"> = {},
    options?: RequestOptions,
  ): AsyncGenerator<Partial<Document> & { id: string }, void, undefined> {
    const response = await this.export({ ...parameters, format: "jsonl" }, options);
    for await (const line of linesOf(response, options?.signal)) yield JSON.parse(line);
  }

  /** The address of an export, for a link to download it by. */
  exportAddress(parameters: ExportParameters = {}): string {
    return this.#transport.address("v1/export", parameters).href;
  }

  /** The address of a search as an Atom feed, for a link to follow it by. */
  feedAddress(parameters: SearchParameters = {}): string {
    return this.#transport.address("v1/search", { ...parameters, format: "atom" }).href;
  }
}

function documentPath(id: string): string {
  return `v1/documents/${encodeURIComponent(id)}`;
}

async function* linesOf(
  response: Response,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const brokeOff = (cause?: unknown) =>
    signal?.aborted ? signal.reason : new ConnectionError("The export broke off.", { cause });
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error) => {
        throw brokeOff(error);
      });
      if (done) break;
      const lines = (rest + value).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    await reader.cancel().catch(() => {}); // so that the archive stops, too, where the loop does
  }
  if (rest) throw brokeOff();
}
