/** What the element says, to be put into another language: assign `element.words`. */
export const WORDS = {
  label: "Search the archive",
  placeholder: "Search articles",
  searching: "Searching …",
  found: (total: number) => (total === 1 ? "1 article" : `${total.toLocaleString()} articles`),
  nothing: "No article matches.",
  relaxed: "No article has all of these words; these have any of them.",
  meant: "Did you mean",
  narrow: "Narrow",
  clear: "Clear filters",
  sort: "Sort by",
  relevance: "Relevance",
  newest: "Newest first",
  oldest: "Oldest first",
  untitled: "(no title)",
  source: "Source",
  agency: "Agency",
  author: "Author",
  language: "Language",
  pages: "Pages",
  previous: "Previous page",
  next: "Next page",
  page: (page: number, pages: number) => `Page ${page} of ${pages.toLocaleString()}`,
  again: "Try again",
};

export type Words = typeof WORDS;
