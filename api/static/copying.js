// Buttons that copy the text of another element.

/** Make every button with data-copies put that element's text on the clipboard. */
export function startCopying(status, strings) {
  for (const button of document.querySelectorAll("[data-copies]")) {
    const source = document.getElementById(button.dataset.copies);
    button.addEventListener("click", async () => {
      const done = (await isCopied(source)) ? strings.copied : strings.selected;
      button.textContent = done;
      status.textContent = done;
      button.addEventListener("blur", () => { button.textContent = strings.copy; }, { once: true });
    });
  }
}

/** Whether the text is on the clipboard; it is selected where a browser does not let us put it there. */
async function isCopied(source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    // Over plain http a page has no clipboard: the reader copies what is selected.
    getSelection().selectAllChildren(source);
    return false;
  }
}
