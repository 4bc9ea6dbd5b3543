// From one match of the query to the next. Where one is, the address says: #match-3.
import { onShortcut } from "./shortcuts.js";

/** Make the bar's buttons, and the keys n and p, go through the matches in the article. */
export function startMatches(bar, strings) {
  if (!bar) return;
  const matches = [...document.querySelectorAll("mark[id^='match-']")];
  const count = bar.querySelector("#match-count");
  let current = -1;

  const show = (index) => {
    matches[current]?.classList.remove("now");
    current = index;
    matches[current].classList.add("now");
    count.textContent = strings.place
      .replace("{n}", String(current + 1))
      .replace("{m}", String(matches.length));
  };
  const atAddress = () => matches.findIndex((match) => `#${match.id}` === location.hash);
  const go = (step) => {
    const index = current < 0 ? (step > 0 ? 0 : matches.length - 1) : current + step;
    show((index + matches.length) % matches.length);
    // Takes the place of this entry of the history: going back leads to the results at once.
    history.replaceState(history.state, "", `#${matches[current].id}`);
    matches[current].scrollIntoView({ block: "center" });
  };

  bar.querySelector("#next-match").addEventListener("click", () => go(1));
  bar.querySelector("#previous-match").addEventListener("click", () => go(-1));
  onShortcut("n", () => go(1));
  onShortcut("p", () => go(-1));
  const follow = () => {
    if (atAddress() >= 0) show(atAddress());
  };
  addEventListener("hashchange", follow);
  follow();
}
