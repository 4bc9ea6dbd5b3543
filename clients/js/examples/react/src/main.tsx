import type { Hit as Article } from "article-archive-client";
import { createSearchClient } from "article-archive-client/instantsearch";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import {
  ClearRefinements,
  CurrentRefinements,
  Highlight,
  Hits,
  HitsPerPage,
  InstantSearch,
  Pagination,
  RangeInput,
  RefinementList,
  SearchBox,
  Snippet,
  SortBy,
  Stats,
  useInstantSearch,
} from "react-instantsearch";

const searchClient = createSearchClient("http://127.0.0.1:8000");

function ArticleHit({ hit }: { hit: any }) {
  const article = hit as Article;
  return (
    <article lang={article.language ?? undefined} dir="auto">
      <h2>
        <Highlight hit={hit} attribute="title" highlightedTagName="mark" />
      </h2>
      <p className="meta">
        {article.published?.at.slice(0, 10)} {article.source} {article.agencies.join(", ")}
      </p>
      <p>
        <Snippet hit={hit} attribute="body" highlightedTagName="mark" />
      </p>
    </article>
  );
}

function Problem() {
  const { error } = useInstantSearch({ catchError: true });
  return <div role="alert">{error?.message}</div>;
}

function App() {
  return (
    <InstantSearch indexName="articles" searchClient={searchClient}>
      <header>
        <h1>React InstantSearch</h1>
        <SearchBox placeholder="Search articles" />
      </header>
      <div className="columns">
        <aside aria-label="Narrow">
          <h2>Source</h2>
          <RefinementList attribute="source" searchable />
          <h2>Agency</h2>
          <RefinementList attribute="agency" />
          <h2>Published</h2>
          <RangeInput attribute="published" />
          <ClearRefinements />
        </aside>
        <main>
          <div className="bar">
            <Stats />
            <SortBy
              items={[
                { label: "Relevance", value: "articles" },
                { label: "Newest first", value: "articles:newest" },
              ]}
            />
            <HitsPerPage items={[{ label: "3 a page", value: 3, default: true }]} />
          </div>
          <CurrentRefinements />
          <Problem />
          <Hits hitComponent={ArticleHit} />
          <Pagination />
        </main>
      </div>
    </InstantSearch>
  );
}

const root = document.querySelector("#root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
