// The search page without reloading: what a form or link would load is fetched, and the parts of it
// that change are put in place. The server makes the same page either way.
import { startFacets } from "./facets.js";
import { startMoves } from "./moves.js";
import { startTimeline } from "./timeline.js";

const REGIONS = ["kept", "facets", "found"];
const SLOW = 250; // milliseconds until a bar says that something is under way
const LONG = 6000; // until words say so

const form = document.getElementById("search-form");
const input = document.getElementById("q");
const found = document.getElementById("found");
const progress = document.getElementById("progress");
const failure = document.getElementById("failure");
let asking = null;
let failed = null; // the visit to try again

/** Go to an address of the search page. `push` adds it to the history, `keep` leaves the scroll. */
async function visit(address, { push = true, keep = false, scroll = 0 } = {}) {
  asking?.abort();
  const controller = (asking = new AbortController());
  const typed = input.value;
  const end = begin();
  if (push) remember(address);
  try {
    const response = await fetch(address, { signal: controller.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.getElementById("found")) throw new Error(`no page: ${response.status}`);
    replaceRegions(page, typed);
    failure.hidden = true;
    if (!keep) window.scrollTo({ top: scroll, behavior: "instant" });
  } catch (error) {
    if (error.name === "AbortError") return;
    failed = { address, push: false, keep, scroll };
    failure.hidden = false;
    failure.scrollIntoView({ block: "nearest" });
  } finally {
    end();
    if (asking === controller) found.removeAttribute("aria-busy");
  }
}

/** Show, if it takes long, that something is under way; answers how to say that it is over. */
function begin() {
  found.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => (progress.hidden = false), SLOW);
  const long = setTimeout(() => progress.classList.add("long"), LONG);
  return () => {
    clearTimeout(slow);
    clearTimeout(long);
    progress.hidden = true;
    progress.classList.remove("long");
  };
}

/** A new entry of the history; the one that is left keeps where it was scrolled to. */
function remember(address) {
  history.replaceState({ scroll: window.scrollY }, "");
  if (new URL(address, location.href).href !== location.href) history.pushState({ scroll: 0 }, "", address);
}

/** Put the regions of another page in place of this one's; the focus stays where it was, and so does
 * what was typed since. */
function replaceRegions(page, typed) {
  const focused = document.activeElement;
  const key = REGIONS.some((id) => document.getElementById(id).contains(focused)) ? keyOf(focused) : null;
  for (const id of REGIONS) {
    document.getElementById(id).replaceChildren(...document.adoptNode(page.getElementById(id)).childNodes);
  }
  document.title = page.title;
  const query = page.getElementById("q").value;
  input.defaultValue = query;
  if (input.value === typed) input.value = query;
  start();
  if (key) (document.querySelector(key) ?? document.getElementById("main")).focus({ preventScroll: true });
  document.getElementById("announcement").textContent = summaryOf();
}

function summaryOf() {
  const summary = document.getElementById("summary") ?? document.querySelector("#problem h1");
  return summary?.textContent.trim() ?? "";
}

/** A selector of the same element in another page. */
function keyOf(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.name) {
    const value = element.type === "checkbox" ? `[value="${CSS.escape(element.value)}"]` : "";
    return `[name="${CSS.escape(element.name)}"]${value}`;
  }
  const href = element.getAttribute("href");
  return href ? `[href="${CSS.escape(href)}"]` : "#main";
}

/** The address of what the form says, without what it leaves empty. */
function formAddress() {
  const pairs = [...new FormData(form)].filter(([, value]) => value.trim());
  const query = new URLSearchParams(pairs).toString();
  const path = new URL(form.action).pathname;
  return query ? `${path}?${query}` : path;
}

/** What has to be made live again with each new page. */
function start() {
  startTimeline(document.getElementById("bars"), chooseDates);
  startFacets(document.querySelectorAll(".facet-search"));
}

function chooseDates(first, last) {
  document.getElementById("from").value = first;
  document.getElementById("to").value = last;
  visit(formAddress(), { keep: true });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  visit(formAddress());
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) visit(formAddress(), { keep: true });
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !plain || event.defaultPrevented || link.target || link.getAttribute("href").startsWith("#")) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || url.pathname !== new URL(form.action).pathname) return;
  event.preventDefault();
  visit(link.href, { keep: !link.closest(".pages, .hits, .brand, .site-links") });
});
window.addEventListener("popstate", (event) => {
  visit(location.href, { push: false, scroll: event.state?.scroll ?? 0 });
});
document.getElementById("retry").addEventListener("click", () => visit(failed.address, failed));

history.scrollRestoration = "auto";
startMoves(input);
start();
