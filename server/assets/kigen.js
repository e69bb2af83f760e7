// Kigen's one script. Every page works without it; it saves keystrokes and unsaved words.
"use strict";
(() => {
  // After a rejected form the reader starts at the list of faults.
  document.getElementById("faults")?.focus();

  // j and k move through the rows of a list, Enter opens (the link has the focus, so it opens by itself).
  const table = document.querySelector("table[data-keys]");
  if (table) {
    const links = [...table.querySelectorAll("tbody th a")];
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target.closest("input, textarea, select, [contenteditable]")) return;
      const step = { j: 1, k: -1 }[event.key];
      if (!step || links.length === 0) return;
      event.preventDefault();
      const now = links.indexOf(document.activeElement);
      const next = now < 0 ? (step > 0 ? 0 : links.length - 1) : now + step;
      links[Math.max(0, Math.min(links.length - 1, next))].focus();
    });
  }

  // The bar below a list with tick boxes says how many are ticked.
  const ticked = document.querySelector("[data-ticked]");
  if (ticked) {
    const words = ticked.textContent;
    document.addEventListener("change", (event) => {
      if (!event.target.matches("td.tick input")) return;
      const count = document.querySelectorAll("td.tick input:checked").length;
      ticked.textContent = count ? `${words}: ${count}` : words;
    });
  }

  // Leaving a form with words that were not sent asks first.
  for (const form of document.querySelectorAll("form[data-guard]")) {
    let changed = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  }

  // A closed explanation is printed open.
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
      details.open = true;
      details.dataset.printed = "1";
    }
  });
  addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-printed]")) {
      details.open = false;
      delete details.dataset.printed;
    }
  });
})();
