// What scripts say to readers comes with the page, in the reader's language.

/** The strings in the page's JSON of this id. */
export function readStrings(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "{}");
}
