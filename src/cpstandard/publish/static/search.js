// The search page: words and facets over search/index.json, all in the reader's browser.
"use strict";
(() => {
  const form = document.getElementById("search");
  const box = document.getElementById("q");
  const list = document.getElementById("results");
  const count = document.getElementById("count");
  const more = document.getElementById("more");
  const chosenList = document.getElementById("chosen");
  const facetBox = document.getElementById("facets");
  const PAGE = 30;
  const STOP = new Set(
    ("a an and are as at be by for from has have in into is it its of on or that the their they " +
      "this to was were which who will with").split(" "),
  );
  let index;
  let shown = PAGE;
  let found = [];

  // The same folding as search_index.py, so that a query meets the words of the index.
  const fold = (text) =>
    text.replace(/[’']/g, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (text) =>
    (fold(text).match(/[\p{L}\p{N}]+/gu) || []).filter((word) => !STOP.has(word)).slice(0, 12);

  function firstAtLeast(word) {
    let low = 0;
    let high = index.terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (index.terms[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // Whether two words differ by at most `most` letters added, left out, changed or swapped.
  function near(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return false;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        row.push(cost);
        least = Math.min(least, cost);
      }
      if (least > most) return false;
      before = last;
      last = row;
    }
    return last[b.length] <= most;
  }

  // Add to `scores` what the records of term `position` earn; a word in a name counts for more.
  function addPostings(position, weight, scores) {
    let record = 0;
    for (const code of index.postings[position]) {
      record += code >> 1;
      const score = weight * (code & 1 ? 4 : 1);
      if (score > scores[record]) scores[record] = score;
    }
  }

  function scoresOf(word) {
    const scores = new Float32Array(index.ids.length);
    let any = false;
    for (let i = firstAtLeast(word); i < index.terms.length; i++) {
      if (!index.terms[i].startsWith(word)) break;
      addPostings(i, index.terms[i] === word ? 3 : 2, scores);
      any = true;
    }
    const most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
    if (!any && most) {
      index.terms.forEach((term, i) => {
        if (near(word, term, most)) addPostings(i, 1, scores);
      });
    }
    return scores;
  }

  function scoreAll(query) {
    const total = new Float32Array(index.ids.length).fill(1);
    words(query).forEach((word, position) => {
      const scores = scoresOf(word);
      for (let i = 0; i < total.length; i++) {
        total[i] = total[i] && scores[i] ? (position ? total[i] : 0) + scores[i] : 0;
      }
    });
    return total;
  }

  const chosen = () =>
    index.facets.map((facet) => new Set(facet.boxes.filter((b) => b.checked).map((b) => +b.value)));

  const passes = (record, facet, wanted) =>
    !wanted.size || index.facets[facet].records[record].some((option) => wanted.has(option));

  function run() {
    const scores = scoreAll(box.value);
    const wanted = chosen();
    const counts = index.facets.map((facet) => new Uint32Array(facet.options.length));
    found = [];
    for (let record = 0; record < scores.length; record++) {
      if (!scores[record]) continue;
      const failed = [];
      for (let f = 0; f < wanted.length && failed.length < 2; f++) {
        if (!passes(record, f, wanted[f])) failed.push(f);
      }
      // A facet's own choice does not lessen its counts: they say what choosing more would add.
      if (failed.length === 0) found.push(record);
      counts.forEach((tally, f) => {
        if (failed.length === 0 || (failed.length === 1 && failed[0] === f)) {
          for (const option of index.facets[f].records[record]) tally[option]++;
        }
      });
    }
    found.sort((a, b) => scores[b] - scores[a] || a - b);
    showCounts(counts);
    showChosen(wanted);
    show();
  }

  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  function card(record) {
    const item = make("li");
    const article = make("article", "", "card");
    const heading = make("h2");
    const link = make("a", index.names[record]);
    const page = location.protocol === "file:" ? "/index.html" : "/";
    link.href = form.dataset.initiatives + encodeURIComponent(index.ids[record]) + page;
    heading.append(link);
    article.append(heading, make("p", index.places[record], "meta"));
    if (index.texts[record]) article.append(make("p", index.texts[record]));
    const practices = index.facets.find((facet) => facet.name === "practice");
    const named = practices.records[record].map((option) => practices.options[option]);
    if (named.length) article.append(make("p", named.join(" · "), "meta"));
    item.append(article);
    return item;
  }

  function show() {
    const start = list.children.length && shown > PAGE ? list.children.length : 0;
    if (!start) list.replaceChildren();
    list.append(...found.slice(start, shown).map(card));
    more.hidden = found.length <= shown;
    const amount = found.length.toLocaleString("en-GB");
    const noun = found.length === 1 ? "initiative" : "initiatives";
    count.textContent = found.length
      ? `${amount} ${noun}${box.value.trim() ? ` for “${box.value.trim()}”` : ""}`
      : "Nothing found. Try fewer words, or take a filter away.";
  }

  function showCounts(counts) {
    index.facets.forEach((facet, f) => {
      facet.boxes.forEach((input, option) => {
        input.closest("li").hidden = !counts[f][option] && !input.checked;
        input.closest("label").querySelector(".count").textContent =
          counts[f][option].toLocaleString("en-GB");
      });
    });
  }

  function showChosen(wanted) {
    chosenList.replaceChildren();
    wanted.forEach((options, f) => {
      for (const option of options) {
        const facet = index.facets[f];
        const button = make("button", facet.options[option], "secondary");
        button.type = "button";
        button.setAttribute("aria-label", `Take away ${facet.title}: ${facet.options[option]}`);
        button.addEventListener("click", () => {
          facet.boxes[option].checked = false;
          changed();
          box.focus();
        });
        const item = make("li");
        item.append(button);
        chosenList.append(item);
      }
    });
    chosenList.hidden = !chosenList.children.length;
  }

  function buildFacets() {
    for (const facet of index.facets) {
      const totals = new Uint32Array(facet.options.length);
      for (const options of facet.records) for (const option of options) totals[option]++;
      facet.boxes = new Array(facet.options.length);
      const details = make("details");
      const items = make("ul");
      details.open = facet.name === "cluster";
      details.append(make("summary", facet.title), items);
      const order = [...facet.options.keys()].sort((a, b) => totals[b] - totals[a] || a - b);
      for (const option of order) {
        const input = make("input");
        input.type = "checkbox";
        input.value = option;
        facet.boxes[option] = input;
        const label = make("label");
        label.append(input, make("span", facet.options[option]), make("span", "", "count"));
        const item = make("li");
        item.append(label);
        items.append(item);
      }
      facetBox.append(details);
    }
  }

  // The address holds the question, so that it can be kept, sent and gone back to.
  function readAddress() {
    const query = new URLSearchParams(location.search);
    box.value = query.get("q") || "";
    for (const facet of index.facets) {
      const names = new Set(query.getAll(facet.name));
      facet.boxes.forEach((input, option) => {
        input.checked = names.has(facet.options[option]);
        if (input.checked) input.closest("details").open = true;
      });
    }
  }

  function writeAddress() {
    const query = new URLSearchParams();
    if (box.value.trim()) query.set("q", box.value.trim());
    for (const facet of index.facets) {
      facet.boxes.forEach((input, option) => {
        if (input.checked) query.append(facet.name, facet.options[option]);
      });
    }
    const text = query.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  }

  function changed() {
    shown = PAGE;
    writeAddress();
    run();
  }

  let timer;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changed();
  });
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(changed, 150);
  });
  facetBox.addEventListener("change", () => changed());
  more.addEventListener("click", () => {
    const first = shown;
    shown += PAGE;
    show();
    list.children[first]?.querySelector("a").focus();
  });

  fetch(form.dataset.index)
    .then((response) => {
      if (!response.ok) throw new Error(response.statusText);
      return response.json();
    })
    .then((loaded) => {
      index = loaded;
      form.hidden = false;
      buildFacets();
      readAddress();
      run();
    })
    .catch(() => {
      document.getElementById("broken").hidden = false;
    });
})();
