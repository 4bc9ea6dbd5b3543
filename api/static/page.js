// What every page has: the search box that completes, the keys, the colours.
import { startBox } from "./box.js";
import { startTheme } from "./colours.js";
import { onShortcut, startSwitch } from "./shortcuts.js";

startTheme(document.getElementById("theme"));
startSwitch(document.getElementById("shortcuts"));
const input = document.getElementById("q");
if (input) {
  startBox(input);
  onShortcut("/", () => {
    input.focus();
    input.select();
  });
}
