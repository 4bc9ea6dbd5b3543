// Keys among the articles that were found: arrows go from one to the next, Esc back to the box.

/** Let the keys move; `input` is the search box. */
export function startMoves(input) {
  const titles = () => [...document.querySelectorAll(".hit h2 a")];

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const menu = document.querySelector(".menu[open]");
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
      return;
    }
    const links = titles();
    const place = links.indexOf(document.activeElement);
    if (place < 0) return;
    if (event.key === "Escape") {
      input.focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    (links[place + step] ?? (step < 0 ? input : links[place])).focus();
  });
  input.addEventListener("leave", () => titles()[0]?.focus());
  document.addEventListener("click", (event) => {
    const menu = document.querySelector(".menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
}
