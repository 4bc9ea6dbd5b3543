// The histogram, dragged over to choose a range: with a pointer across the bars, or with two handles
// that the arrow keys move too (ARIA's multi-thumb slider).
import { readStrings } from "./strings.js";

/** Make the bars choosable; `choose` gets the first and last date of what was chosen. */
export function startTimeline(bars, choose) {
  if (!bars) return;
  const columns = [...bars.querySelectorAll(".bar")];
  const words = readStrings("search-strings");
  const chosen = columns.filter((column) => column.matches(".chosen"));
  let low = Math.max(0, columns.indexOf(chosen[0]));
  let high = chosen.length ? columns.indexOf(chosen.at(-1)) : columns.length - 1;
  let anchor = null; // the column that a drag keeps
  let halves = 0;
  let before = null; // the range to go back to if the drag becomes a scroll

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  const thumbs = [thumb("start", words.from), thumb("end", words.to)];
  bars.append(...thumbs, tip);

  const labelOf = (number) => columns[number].dataset.label;
  const dateOf = (number, end) => (end ? columns[number].dataset.last : columns[number].dataset.first);
  const commit = () => {
    const whole = low === 0 && high === columns.length - 1;
    choose(whole ? "" : dateOf(low, false), whole ? "" : dateOf(high, true));
  };
  // A handle stands at the edge of its column, so half a column is added to where it is.
  const numberAt = (x, halves = 0) => {
    const box = bars.getBoundingClientRect();
    const number = Math.floor(((x - box.left) / box.width) * columns.length + halves / 2);
    return Math.min(columns.length - 1, Math.max(0, number));
  };

  const show = () => {
    const percent = (number) => `${(100 * number) / columns.length}%`;
    thumbs[0].style.left = percent(low);
    thumbs[1].style.left = percent(high + 1);
    const ends = [[low, 0, high], [high, low, columns.length - 1]];
    thumbs.forEach((each, index) => {
      const [now, least, most] = ends[index];
      each.setAttribute("aria-valuenow", now);
      each.setAttribute("aria-valuemin", least);
      each.setAttribute("aria-valuemax", most);
      each.setAttribute("aria-valuetext", labelOf(now));
    });
    columns.forEach((column, number) => column.classList.toggle("within", number >= low && number <= high));
    tip.textContent = low === high ? labelOf(low) : `${labelOf(low)} – ${labelOf(high)}`;
    const middle = (50 * (low + high + 1)) / columns.length;
    tip.style.left = `${Math.min(82, Math.max(18, middle))}%`;
  };
  const drag = (on) => {
    bars.classList.toggle("dragging", on);
    tip.hidden = !on;
  };

  const moveTo = (number) => {
    [low, high] = anchor <= number ? [anchor, number] : [number, anchor];
    show();
  };
  bars.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    const end = thumbs.indexOf(event.target);
    halves = [1, -1][end] ?? 0;
    anchor = end < 0 ? numberAt(event.clientX) : [high, low][end];
    before = [low, high];
    bars.setPointerCapture(event.pointerId);
    if (end < 0) event.preventDefault(); // else the thumb gets the focus
    drag(true);
    if (end < 0) moveTo(anchor);
    else show();
  });
  bars.addEventListener("pointermove", (event) => {
    if (anchor !== null) moveTo(numberAt(event.clientX, halves));
  });
  bars.addEventListener("pointerup", () => {
    if (anchor === null) return;
    anchor = null;
    drag(false);
    commit();
  });
  bars.addEventListener("pointercancel", () => {
    if (anchor === null) return;
    anchor = null;
    [low, high] = before;
    drag(false);
    show();
  });
  bars.addEventListener("click", (event) => event.preventDefault()); // the links are for no script
  bars.addEventListener("dragstart", (event) => event.preventDefault());

  thumbs.forEach((each, index) => {
    each.addEventListener("keydown", (event) => {
      const [now, least, most] = index ? [high, low, columns.length - 1] : [low, 0, high];
      const to = {
        ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1,
        PageDown: now - 5, PageUp: now + 5, Home: least, End: most,
      }[event.key];
      if (event.key === "Enter") return commit();
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return undefined;
      event.preventDefault();
      const number = Math.min(most, Math.max(least, to));
      [low, high] = index ? [low, number] : [number, high];
      drag(true);
      each.dataset.moved = "";
      return show();
    });
    each.addEventListener("keyup", (event) => {
      if (!("moved" in each.dataset) || event.key === "Tab") return;
      delete each.dataset.moved;
      drag(false);
      commit();
    });
  });
  show();
}

function thumb(id, label) {
  const made = document.createElement("div");
  made.id = `range-${id}`;
  made.className = "thumb";
  made.tabIndex = 0;
  made.setAttribute("role", "slider");
  made.setAttribute("aria-label", label);
  return made;
}
