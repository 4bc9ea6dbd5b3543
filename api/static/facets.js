// A search among the values of a facet, for those that are not in the list.
import { readStrings } from "./strings.js";

const WAIT = 80; // milliseconds of quiet before values are asked for
const MOST = 12;

/** Make each input look among the values that its data-values leads to. */
export function startFacets(inputs) {
  for (const input of inputs) startFacet(input);
}

function startFacet(input) {
  const words = readStrings("search-strings");
  const list = input.parentElement.querySelector(".values");
  const usual = [...list.children];
  let asking = null;
  let timer = 0;

  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    const url = new URL(input.dataset.values, location.href);
    url.searchParams.set("prefix", input.value);
    url.searchParams.set("facet_size", MOST);
    try {
      const response = await fetch(url, { signal: asking.signal });
      if (!response.ok) throw new Error(String(response.status));
      show((await response.json()).buckets);
    } catch (error) {
      if (error.name !== "AbortError") list.replaceChildren(...usual);
    }
  };

  // Values that are chosen but do not begin so stay in the form, unseen: a search keeps them.
  const show = (buckets) => {
    const values = new Set(buckets.map((bucket) => bucket.value));
    const kept = usual.filter((item) => item.querySelector("input").checked && !values.has(item.querySelector("input").value));
    for (const item of kept) item.hidden = true;
    const items = buckets.map((bucket) => itemOf(bucket, input.dataset.name));
    list.replaceChildren(...items, ...kept);
    if (!items.length) list.prepend(textItem(words.none));
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asking?.abort();
    if (input.value.trim()) {
      timer = setTimeout(look, WAIT);
    } else {
      for (const item of usual) item.hidden = false;
      list.replaceChildren(...usual);
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      list.querySelector("input")?.focus();
    }
  });
}

function textItem(text) {
  const item = document.createElement("li");
  item.className = "soft";
  item.textContent = text;
  return item;
}

/** The same as search_filters.html makes of a value. */
function itemOf(bucket, name) {
  const item = document.createElement("li");
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.name = name;
  box.value = bucket.value;
  box.checked = bucket.selected;
  box.setAttribute("form", "search-form");
  box.dataset.submit = "";
  const value = document.createElement("bdi");
  value.className = "value";
  value.textContent = bucket.value;
  const count = document.createElement("span");
  count.className = "count";
  count.textContent = bucket.count.toLocaleString(document.documentElement.lang);
  label.append(box, " ", value, " ", count);
  item.append(label);
  return item;
}
