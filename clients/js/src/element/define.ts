/** Imported for its effect: it makes `<article-search>` known to the page. */

import { ArticleSearch } from "./index.js";

if (globalThis.customElements && !customElements.get("article-search")) {
  customElements.define("article-search", ArticleSearch);
}

declare global {
  interface HTMLElementTagNameMap {
    "article-search": ArticleSearch;
  }
}
