import { createSearchClient } from "article-archive-client/instantsearch";
import instantsearch from "instantsearch.js";
import {
  clearRefinements,
  currentRefinements,
  hits,
  hitsPerPage,
  pagination,
  rangeInput,
  refinementList,
  searchBox,
  sortBy,
  stats,
} from "instantsearch.js/es/widgets";

const search = instantsearch({
  indexName: "articles",
  // Months, however few days are left of what was found.
  searchClient: createSearchClient("http://127.0.0.1:8000", { parameters: { interval: "month" } }),
  routing: true,
});

search.addWidgets([
  searchBox({ container: "#searchbox", placeholder: "Search articles" }),
  stats({ container: "#stats" }),
  sortBy({
    container: "#sort",
    items: [
      { label: "Relevance", value: "articles" },
      { label: "Newest first", value: "articles:newest" },
      { label: "Oldest first", value: "articles:oldest" },
    ],
  }),
  hitsPerPage({
    container: "#size",
    items: [
      { label: "3 a page", value: 3, default: true },
      { label: "20 a page", value: 20 },
    ],
  }),
  currentRefinements({ container: "#current" }),
  clearRefinements({ container: "#clear" }),
  refinementList({ container: "#source", attribute: "source", searchable: true }),
  refinementList({ container: "#agency", attribute: "agency" }),
  refinementList({ container: "#month", attribute: "published", sortBy: ["name:asc"] }),
  rangeInput({ container: "#published", attribute: "published" }),
  hits({
    container: "#hits",
    templates: {
      empty: "No article matches.",
      item: (hit, { html, components }) => html`
        <article lang=${hit.language} dir="auto">
          <h2>${components.Highlight({ hit, attribute: "title" })}</h2>
          <p class="meta">
            ${hit.published?.at.slice(0, 10)} ${hit.source} ${hit.agencies.join(", ")}
          </p>
          <p>${components.Snippet({ hit, attribute: "body" })}</p>
        </article>
      `,
    },
  }),
  pagination({ container: "#pagination" }),
]);

const error = document.querySelector("#error");
search.on("error", (problem) => {
  error.textContent = problem.message;
});
search.on("render", () => {
  if (search.status !== "error") error.textContent = "";
});
search.start();
