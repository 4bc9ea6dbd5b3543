/** `<article-search endpoint="https://archive.example">`: a search in any page. */

import { ArchiveClient } from "../client.js";
import { ProblemError } from "../errors.js";
import type { FilterName, SearchAnswer, SearchParameters } from "../types.js";
import { finished } from "../unfinished.js";
import { STYLE } from "./style.js";
import { facetView, h, hitView, noticesView } from "./view.js";
import { WORDS, type Words } from "./words.js";

export { WORDS, type Words } from "./words.js";

const FILTERS: readonly FilterName[] = ["source", "agency", "author", "language"];
/** CSS pixels from where on there is room for what narrows beside what was found. */
const WIDE = 704;
const SORTS = ["relevance", "newest", "oldest"] as const;
// Outside browsers the module can be imported, though nothing can be made of it.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * Attributes: `endpoint`, where the archive is; `query`; `facets`, fields to narrow by, separated by
 * spaces (`source agency`; empty for none); `page-size`; `sort`; `links`, `web` to lead to where
 * articles were published, where that is known, rather than to their pages in the archive.
 *
 * Fires `results` with the API's answer as its detail, and `error` with what was thrown.
 */
export class ArticleSearch extends Base {
  static readonly observedAttributes = [
    "endpoint",
    "query",
    "facets",
    "page-size",
    "sort",
    "links",
  ];

  #words: Words = WORDS;
  #client: ArchiveClient | undefined;
  #asked: AbortController | undefined;
  #page = 1;
  readonly #chosen = new Map<FilterName, Set<string>>();

  readonly #input = h("input", { type: "search", id: "q", part: "input", autocomplete: "off" });
  readonly #label = h("label", { for: "q", class: "hidden" });
  readonly #sort = h("select", { part: "sort" });
  readonly #status = h("p", { class: "status", part: "status", role: "status" });
  readonly #notices = h("div");
  readonly #narrow = h("summary", { part: "narrow" });
  readonly #facets = h("div");
  readonly #aside = h("details", { part: "facets" }, this.#narrow, this.#facets);
  readonly #hits = h("ol", { part: "hits" });
  readonly #previous = h("button", { type: "button", part: "button" });
  readonly #next = h("button", { type: "button", part: "button" });
  readonly #place = h("span", { part: "page" });
  readonly #pages = h("nav", { class: "pages", part: "pages", hidden: true });
  readonly #columns = h("div", { class: "columns" });

  connectedCallback(): void {
    if (!this.shadowRoot) this.#build();
    this.#say();
    void this.#search();
  }

  disconnectedCallback(): void {
    this.#asked?.abort();
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value) return;
    if (name === "endpoint") this.#client = undefined;
    if (name === "query") this.#input.value = value ?? "";
    if (name === "sort" && this.shadowRoot) this.#sort.value = value ?? "";
    if (this.isConnected && this.shadowRoot) this.#restart();
  }

  /** What is searched for. */
  get query(): string {
    return this.#input.value;
  }

  set query(text: string) {
    this.#input.value = text;
    this.#restart();
  }

  /** What the element says; assign it to have it said in another language. */
  get words(): Words {
    return this.#words;
  }

  set words(words: Partial<Words>) {
    this.#words = { ...WORDS, ...words };
    if (this.shadowRoot) {
      this.#say();
      this.#restart();
    }
  }

  #build(): void {
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    const form = h("form", { role: "search", part: "form" }, this.#label, this.#input, this.#sort);
    this.#pages.append(this.#previous, this.#place, this.#next);
    const found = h("div", {}, this.#status, this.#notices, this.#hits, this.#pages);
    this.#columns.append(this.#aside, found);
    root.append(form, this.#columns);
    this.#aside.open = this.clientWidth >= WIDE;
    this.#input.value = this.getAttribute("query") ?? "";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#restart();
    });
    this.#input.addEventListener("input", () => this.#restart());
    this.#sort.addEventListener("change", () => this.#restart());
    this.#facets.addEventListener("change", (event) => this.#choose(event.target));
    this.#facets.addEventListener("click", (event) => this.#clear(event.target));
    this.#notices.addEventListener("click", (event) => this.#follow(event.target));
    this.#previous.addEventListener("click", () => this.#turn(-1));
    this.#next.addEventListener("click", () => this.#turn(1));
  }

  /** Put the words where they stay. */
  #say(): void {
    const words = this.#words;
    this.#label.textContent = words.label;
    this.#input.placeholder = words.placeholder;
    this.#previous.textContent = words.previous;
    this.#next.textContent = words.next;
    this.#sort.setAttribute("aria-label", words.sort);
    const sort = this.#sort.value || this.getAttribute("sort") || "relevance";
    this.#sort.replaceChildren(...SORTS.map((each) => h("option", { value: each }, words[each])));
    this.#sort.value = sort;
    this.#narrow.textContent = words.narrow;
    this.#pages.setAttribute("aria-label", words.pages);
  }

  #restart(): void {
    this.#page = 1;
    void this.#search();
  }

  #turn(by: number): void {
    this.#page += by;
    void this.#search().then(() => this.#status.scrollIntoView({ block: "nearest" }));
  }

  #choose(box: EventTarget | null): void {
    if (!(box instanceof HTMLInputElement)) return;
    const values = this.#chosen.get(box.name as FilterName) ?? new Set();
    if (box.checked) values.add(box.value);
    else values.delete(box.value);
    this.#chosen.set(box.name as FilterName, values);
    this.#restart();
  }

  #clear(target: EventTarget | null): void {
    if (!(target instanceof HTMLButtonElement)) return;
    this.#chosen.clear();
    this.#restart();
    this.#input.focus();
  }

  #follow(target: EventTarget | null): void {
    if (!(target instanceof HTMLButtonElement)) return;
    if (target.dataset.query !== undefined) this.#input.value = target.dataset.query;
    this.#restart();
    this.#input.focus();
  }

  #parameters(): SearchParameters {
    const chosen = [...this.#chosen].filter(([, values]) => values.size);
    return {
      q: finished(this.#input.value),
      ...Object.fromEntries(chosen.map(([field, values]) => [field, [...values]])),
      facets: this.#fields(),
      sort: this.#sort.value as (typeof SORTS)[number],
      page: this.#page,
      page_size: Number(this.getAttribute("page-size")) || 10,
      highlight: "offsets",
      snippet_fields: ["title", "description", "body"],
    };
  }

  #fields(): FilterName[] {
    const wanted = (this.getAttribute("facets") ?? "source agency").split(/[\s,]+/);
    return FILTERS.filter((field) => wanted.includes(field));
  }

  async #search(): Promise<void> {
    const endpoint = this.getAttribute("endpoint");
    if (endpoint === null || !this.isConnected) return;
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    this.#hits.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => this.#tell(this.#words.searching), 500);
    try {
      this.#client ??= new ArchiveClient(endpoint);
      const answer = await this.#client.search(this.#parameters(), { signal: asked.signal });
      this.#show(answer);
      this.#fire("results", answer);
    } catch (error) {
      if (asked.signal.aborted) return;
      this.#showError(error);
      this.#fire("error", error);
    } finally {
      clearTimeout(slow);
      if (this.#asked === asked) this.#hits.removeAttribute("aria-busy");
    }
  }

  #show(answer: SearchAnswer): void {
    const words = this.#words;
    this.#tell(answer.total ? words.found(answer.total) : words.nothing);
    this.#notices.replaceChildren(...noticesView(answer, words));
    this.#hits.replaceChildren(
      ...answer.hits.map((hit) => hitView(hit, this.#addressOf(hit), words)),
    );
    this.#showFacets(answer);
    this.#pages.hidden = answer.pages < 2;
    this.#place.textContent = words.page(this.#page, answer.pages);
    this.#previous.disabled = this.#page <= 1;
    this.#next.disabled = this.#page >= answer.pages;
  }

  #showFacets(answer: SearchAnswer): void {
    const focused = this.shadowRoot?.activeElement;
    const fields = this.#fields().filter((field) => answer.facets[field]?.buckets.length);
    const views = fields.map((field) =>
      facetView(field, answer.facets[field]?.buckets ?? [], this.#words),
    );
    const clear = h("button", { type: "button", part: "button" }, this.#words.clear);
    const chosen = [...this.#chosen.values()].some((values) => values.size);
    this.#facets.replaceChildren(...views, ...(chosen ? [clear] : []));
    this.#aside.hidden = fields.length === 0;
    this.#columns.classList.toggle("with-facets", fields.length > 0);
    if (focused instanceof HTMLInputElement && focused.type === "checkbox") {
      const boxes = this.#facets.querySelectorAll<HTMLInputElement>("input");
      const same = (box: HTMLInputElement) =>
        box.name === focused.name && box.value === focused.value;
      [...boxes].find(same)?.focus();
    }
  }

  #showError(error: unknown): void {
    const said = error instanceof Error ? error.message : String(error);
    const again = h("button", { type: "button", class: "link" }, this.#words.again);
    const mistake = error instanceof ProblemError && error.kind === "invalid-query";
    this.#tell("");
    this.#notices.replaceChildren(
      h("p", { class: "error", part: "error", role: "alert" }, `${said} `, !mistake && again),
    );
    this.#hits.replaceChildren();
    this.#pages.hidden = true;
  }

  #tell(text: string): void {
    this.#status.textContent = text;
  }

  /** Where a hit's title leads. Only addresses of the web are: an article may say anything. */
  #addressOf(hit: SearchAnswer["hits"][number]): string {
    const web = this.getAttribute("links") === "web" && /^https?:\/\//i.test(hit.url ?? "");
    if (web && hit.url) return hit.url;
    const address = new URL(`documents/${encodeURIComponent(hit.id)}`, this.#client?.endpoint);
    if (this.#input.value.trim()) address.searchParams.set("q", this.#input.value);
    return address.href;
  }

  #fire(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
