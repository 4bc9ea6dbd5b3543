// Runs before the page is painted, so that nothing flashes: says that there is JavaScript, and puts
// back the colours that the reader chose.
"use strict";
{
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // A browser that keeps nothing follows the system.
  }
}
