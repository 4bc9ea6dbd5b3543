// Light or dark: as the system says until the reader chooses, and then as chosen.

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Make the button switch the colours and remember it. */
export function startTheme(button) {
  if (!button) return;
  const root = document.documentElement;
  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // Not kept, then: it holds for this page.
    }
    show();
  });
  dark.addEventListener("change", show);
  show();
}
