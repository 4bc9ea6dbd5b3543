// The search box completes what is typed: a combobox with a list (ARIA 1.2), over GET /v1/suggest.
import { readStrings } from "./strings.js";

const WAIT = 60; // milliseconds of quiet before suggestions are asked for

/** Make the input a combobox; its form names the address of the suggestions. */
export function startBox(input) {
  const form = input.form;
  const words = readStrings("box-strings");
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.suggestions);
  form.append(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  let asking = null;
  let timer = 0;
  let active = -1;
  let typed = input.value;

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (number) => {
    const options = list.children;
    if (active >= 0) options[active].setAttribute("aria-selected", "false");
    active = number;
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
      input.value = typed;
      return;
    }
    const option = options[active];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
    input.value = option.dataset.text;
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((suggestion, number) => optionOf(suggestion, number, words)));
    active = -1;
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const address = `${form.dataset.suggest}?${new URLSearchParams({ q: typed })}`;
      const response = await fetch(address, { signal: asking.signal });
      if (response.ok) show((await response.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close(); // without suggestions one can still search
    }
  };

  const submit = () => {
    close();
    form.requestSubmit();
  };

  input.addEventListener("input", () => {
    typed = input.value;
    clearTimeout(timer);
    if (typed.trim()) timer = setTimeout(ask, WAIT);
    else close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const count = list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const down = event.key === "ArrowDown";
      if (!list.hidden) {
        event.preventDefault();
        choose(down ? (active + 2) % (count + 1) - 1 : (active + count + 1) % (count + 1) - 1);
      } else if (down && input.value.trim() && input.value !== input.defaultValue) {
        event.preventDefault();
        typed = input.value;
        ask();
      } else if (down) {
        event.preventDefault();
        input.dispatchEvent(new CustomEvent("leave", { bubbles: true })); // into what was found
      }
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first one closes the list, the next one empties the box
      input.value = typed;
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    input.value = option.dataset.text;
    submit();
  });
}

/** An option: what was typed is plain and what comes with it strong, as readers look for that. */
function optionOf(suggestion, number, words) {
  const option = document.createElement("li");
  option.id = `suggestion-${number}`;
  option.dataset.text = suggestion.text;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const label = document.createElement("span");
  label.className = "label";
  label.dir = "auto";
  const letters = Array.from(suggestion.label); // marks count code points
  let position = 0;
  for (const [start, end] of suggestion.marks) {
    const typed = document.createElement("b");
    typed.textContent = letters.slice(start, end).join("");
    label.append(letters.slice(position, start).join(""), typed);
    position = end;
  }
  label.append(letters.slice(position).join(""));
  const kind = document.createElement("span");
  kind.className = "kind";
  kind.textContent = suggestion.kind === "word" ? "" : words[suggestion.kind];
  option.append(label, kind);
  return option;
}
