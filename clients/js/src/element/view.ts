/** Answers as nodes. Nothing here makes markup of text: what an article says stays text. */

import type { Bucket, FilterName, Hit, SearchAnswer, Snippet } from "../types.js";
import type { Words } from "./words.js";

type Child = Node | string | undefined | false;

/** An element with attributes and children; attributes that are undefined or false are left out. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | boolean | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      element.setAttribute(attribute, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** One article that was found. */
export function hitView(hit: Hit, address: string, words: Words): HTMLLIElement {
  const title = hit.snippets.find(({ field }) => field === "title");
  const passages = hit.snippets.filter(({ field }) => field !== "title");
  const link = h(
    "a",
    { href: address, part: "link" },
    ...(title ? marked(title) : [hit.title || words.untitled]),
  );
  const agencies = hit.agencies.filter((name) => name !== hit.source);
  const text = { lang: hit.language ?? undefined, dir: "auto" };
  return h(
    "li",
    { class: "hit", part: "hit" },
    h("h2", { part: "title", ...text }, link),
    h(
      "p",
      { class: "meta", part: "meta" },
      hit.published !== null && dateView(hit.published.at),
      !!hit.source && h("span", { part: "source" }, hit.source),
      agencies.length > 0 && h("span", { part: "agencies" }, agencies.join(", ")),
    ),
    ...passages.map((snippet) =>
      h("p", { class: "snippet", part: "snippet", ...text }, ...marked(snippet)),
    ),
  );
}

/** A passage with its matches in `<mark>`; they count code points. */
export function marked({ text = "", marks = [] }: Snippet): (Node | string)[] {
  const letters = Array.from(text);
  const parts: (Node | string)[] = [];
  let place = 0;
  for (const [start = 0, end = 0] of marks) {
    parts.push(letters.slice(place, start).join(""));
    parts.push(h("mark", { part: "mark" }, letters.slice(start, end).join("")));
    place = end;
  }
  parts.push(letters.slice(place).join(""));
  return parts;
}

const FORMATS: Record<number, Intl.DateTimeFormatOptions> = {
  4: { year: "numeric" },
  7: { year: "numeric", month: "long" },
};

/** A date as the reader's language writes it, no finer than it is known; a time is that of the
 * place where it was published. */
function dateView(at: string): HTMLTimeElement {
  const day = at.slice(0, 10);
  const format = FORMATS[day.length] ?? { dateStyle: "medium" };
  const text = new Intl.DateTimeFormat(undefined, { ...format, timeZone: "UTC" }).format(
    Date.parse(day),
  );
  const time = /T(\d\d:\d\d)/.exec(at)?.[1];
  return h("time", { datetime: at, part: "date" }, time ? `${text}, ${time}` : text);
}

/** A facet's values to choose from, several at once. */
export function facetView(
  field: FilterName,
  buckets: readonly Bucket[],
  words: Words,
): HTMLFieldSetElement {
  return h(
    "fieldset",
    { part: "facet" },
    h("legend", { part: "facet-name" }, words[field]),
    ...buckets.map(({ value, count, selected }) =>
      h(
        "label",
        { class: "value", part: "facet-value" },
        h("input", { type: "checkbox", name: field, value, checked: selected }),
        h("span", { dir: "auto" }, value),
        h("span", { class: "count", part: "count" }, count.toLocaleString()),
      ),
    ),
  );
}

/** How many were found, and what else is to be said of the search. */
export function noticesView(answer: SearchAnswer, words: Words): HTMLElement[] {
  const { corrected, relaxed } = answer.query;
  const notices: HTMLElement[] = [];
  if (relaxed) notices.push(h("p", { class: "notice", part: "notice" }, words.relaxed));
  if (corrected) {
    const button = h(
      "button",
      { type: "button", class: "link", "data-query": corrected },
      corrected,
    );
    notices.push(h("p", { class: "notice", part: "notice" }, `${words.meant} `, button, "?"));
  }
  return notices;
}
