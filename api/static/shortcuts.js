// Single keys that do something, as long as the reader wants them (WCAG 2.1.4).

const STORED = "shortcuts";

/** Whether single keys do anything. */
export function shortcutsOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

/** Make a checkbox turn them on and off, and remember it. */
export function startSwitch(checkbox) {
  if (!checkbox) return;
  checkbox.checked = shortcutsOn();
  checkbox.addEventListener("change", () => {
    try {
      localStorage.setItem(STORED, checkbox.checked ? "on" : "off");
    } catch {
      // Not kept: the keys stay on.
    }
  });
}

/** Do something when a key is pressed, unless it is being typed. */
export function onShortcut(key, act) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.isComposing || !shortcutsOn()) return;
    if (event.target.closest("input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable]")) return;
    event.preventDefault();
    act();
  });
}
