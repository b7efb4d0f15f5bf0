// Lets a reader choose up to four initiatives to compare. The choice stays in this browser.
"use strict";
(() => {
  const tray = document.getElementById("tray");
  if (document.getElementById("comparison")) return; // there the choice stands in the address
  const MOST = 4;
  const KEY = `compare ${new URL(tray.dataset.home, location.href).pathname}`;
  const words = tray.dataset;
  const link = tray.querySelector("a");
  const said = tray.querySelector("[role=status]");

  // A browser may forbid storage: then the choice lasts as long as the page.
  let kept = [];
  function recall() {
    try {
      const list = JSON.parse(localStorage.getItem(KEY) || "[]");
      if (Array.isArray(list)) kept = list.filter((id) => typeof id === "string").slice(0, MOST);
    } catch { /* nothing was kept */ }
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch { /* see above */ }
  }

  function show() {
    tray.hidden = kept.length === 0;
    document.documentElement.classList.toggle("has-tray", !tray.hidden);
    link.href = `${link.href.split("?")[0]}?ids=${kept.map(encodeURIComponent).join(",")}`;
    link.textContent = words.compare.replace("{count}", kept.length);
    for (const button of document.querySelectorAll("button.choose")) {
      button.setAttribute("aria-pressed", String(kept.includes(button.dataset.id)));
    }
  }

  function toggle(id, name) {
    if (kept.includes(id)) {
      kept = kept.filter((each) => each !== id);
      said.textContent = words.removed.replace("{name}", name);
    } else if (kept.length === MOST) {
      said.textContent = words.full;
    } else {
      kept.push(id);
      said.textContent = words.added.replace("{name}", name);
    }
    keep();
    show();
  }

  // A link to the comparison becomes a button; cards get one of their own.
  function button(id, name) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "choose secondary";
    made.dataset.id = id;
    const label = document.createElement("span");
    label.className = "hidden";
    label.textContent = ` ${name}`;
    made.append(words.word, label);
    made.addEventListener("click", () => toggle(id, name));
    return made;
  }

  function offer(root) {
    for (const card of root.querySelectorAll("[data-choose]")) {
      const heading = document.querySelector("h1");
      const name = (card.querySelector("h2, h3") || heading).textContent.trim();
      const made = button(card.dataset.choose, name);
      const there = card.querySelector("a.compare");
      if (there) there.replaceWith(made);
      else card.append(made);
      card.removeAttribute("data-choose");
    }
    show();
  }

  tray.querySelector("button").addEventListener("click", () => {
    kept = [];
    keep();
    show();
    document.getElementById("main").focus();
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    recall();
    show();
  });
  recall();
  offer(document);
  const results = document.getElementById("results");
  if (results) new MutationObserver(() => offer(results)).observe(results, { childList: true });
})();
