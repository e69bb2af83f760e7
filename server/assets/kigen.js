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

  // While a matter is typed in, what may be meant is asked for; the button below the form does the same.
  const suggested = document.querySelector("[data-suggest]");
  const taking = document.getElementById("new-case");
  if (suggested && taking) {
    const said = document.getElementById("suggested-said");
    const watched = ["name", "kana", "contact", "member_sought", "respondent"];
    let timer, before = "", turn = 0;
    const ask = async () => {
      const body = new URLSearchParams();
      for (const name of ["_csrf", ...watched]) body.set(name, taking.elements[name].value);
      if (body.toString() === before) return;
      before = body.toString();
      const mine = ++turn;
      try {
        const answer = await fetch(suggested.dataset.suggest, { method: "POST", body });
        // A later question, or somebody who is in the list already, is not disturbed.
        if (!answer.ok || mine !== turn || suggested.contains(document.activeElement)) return;
        const shown = new DOMParser().parseFromString(await answer.text(), "text/html").body;
        if (mine !== turn) return;
        suggested.replaceChildren(...shown.childNodes);
        said.textContent = suggested.querySelector("[data-said]")?.dataset.said ?? "";
      } catch { /* the button asks as well */ }
    };
    const later = (event) => {
      if (event.isComposing || !watched.includes(event.target.name)) return;
      clearTimeout(timer);
      timer = setTimeout(ask, 600);
    };
    taking.addEventListener("input", later);
    taking.addEventListener("compositionend", later);
    suggested.addEventListener("click", (event) => {
      const chosen = event.target.closest("button[value^='member:']");
      if (!chosen) return;
      event.preventDefault();
      const respondent = taking.elements.respondent;
      respondent.value = chosen.value;
      respondent.focus();
      respondent.dispatchEvent(new Event("input", { bubbles: true }));
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
