// The comparison: takes the facts that stand on each initiative's own page, side by side.
"use strict";
(() => {
  const place = document.getElementById("comparison");
  const status = document.getElementById("compared");
  const words = place.dataset;
  const order = words.facts.split(" ");
  const MOST = 4;

  const asked = () => {
    const ids = new URLSearchParams(location.search).getAll("ids").join(",").split(",");
    return [...new Set(ids.map((id) => id.trim()).filter(Boolean))];
  };

  const make = (name, text = "") => {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  };

  // Read an initiative's page. Its links are relative to it and its ids belong to it alone.
  async function read(id) {
    const file = location.protocol === "file:" ? "/index.html" : "/";
    const address = new URL(words.initiatives + encodeURIComponent(id) + file, location.href);
    const answer = await fetch(address);
    if (!answer.ok) return { id, address, facts: new Map() };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const link of page.querySelectorAll("a[href]")) {
      link.href = new URL(link.getAttribute("href"), address).href;
    }
    for (const named of page.querySelectorAll("[id]")) named.removeAttribute("id");
    const heading = page.querySelector("h1");
    const facts = new Map();
    for (const part of page.querySelectorAll("[data-fact]")) {
      const key = part.dataset.fact;
      const title = part.dataset.title || part.querySelector(":scope > dt, h2").textContent;
      if (!facts.has(key)) facts.set(key, { title, parts: [] });
      const content = part.querySelector(":scope > dd");
      facts.get(key).parts.push(content ? [...content.childNodes] : [part]);
    }
    return { id, address, name: heading.textContent, lang: heading.lang, facts };
  }

  function cell(record, key) {
    const data = make("td");
    const fact = record.facts.get(key);
    if (!fact) {
      const claims = words.directions.split(" ").includes(key);
      data.append(make("span", record.facts.size ? (claims ? words.unrecorded : words.unstated) : ""));
      data.firstChild.className = "quiet";
    } else if (fact.parts[0][0].localName === "li") {
      const list = make("ul");
      list.className = "claims";
      list.append(...fact.parts.flat());
      data.append(list);
    } else {
      data.append(...fact.parts.flat());
      // The row is the heading here; what was one on a page of its own is a line in bold.
      for (const heading of data.querySelectorAll("h2")) heading.remove();
      for (const heading of data.querySelectorAll("h3")) {
        const line = make("p");
        line.className = "line";
        line.append(...heading.childNodes);
        heading.replaceWith(line);
      }
    }
    return data;
  }

  function head(record, ids) {
    const column = make("th");
    column.scope = "col";
    if (record.name && record.facts.size) {
      const link = make("a", record.name);
      link.href = record.address;
      if (record.lang) link.lang = record.lang;
      column.append(link);
    } else {
      column.append(make("span", words.missing.replace("{id}", record.id)));
    }
    const remove = make("button", words.remove);
    const name = make("span", ` ${record.name || record.id}`);
    name.className = "hidden";
    remove.append(name);
    remove.type = "button";
    remove.className = "secondary";
    remove.addEventListener("click", () => go(ids.filter((id) => id !== record.id), true));
    column.append(remove);
    return column;
  }

  function table(records, ids) {
    const whole = make("table");
    whole.className = "compared";
    whole.setAttribute("aria-label", words.caption);
    whole.style.setProperty("--columns", records.length);
    const top = whole.createTHead().insertRow();
    const corner = make("th", words.corner);
    corner.scope = "col";
    top.append(corner, ...records.map((record) => head(record, ids)));
    const body = whole.createTBody();
    for (const key of order) {
      const telling = records.find((record) => record.facts.has(key));
      if (!telling) continue;
      const row = body.insertRow();
      row.className = key;
      const title = make("th", telling.facts.get(key).title);
      title.scope = "row";
      row.append(title, ...records.map((record) => cell(record, key)));
    }
    return whole;
  }

  async function go(ids, moved = false) {
    const few = ids.slice(0, MOST);
    const query = few.length ? `?ids=${few.map(encodeURIComponent).join(",")}` : location.pathname;
    history.replaceState(null, "", query);
    try {
      localStorage.setItem(words.key + new URL(words.home, location.href).pathname, JSON.stringify(few));
    } catch { /* a browser may forbid storage: the address holds the choice */ }
    document.getElementById("how").hidden = few.length > 1;
    if (!few.length) {
      place.replaceChildren();
      status.textContent = words.nothing;
    } else {
      try {
        const records = await Promise.all(few.map(read));
        place.replaceChildren(table(records, few));
        const told = records.map((record) => record.name || record.id).join("; ");
        status.textContent = (ids.length > MOST ? `${words.many} ` : "") + words.said.replace("{names}", told);
      } catch {
        status.textContent = words.failed;
      }
    }
    if (moved) status.focus();
  }

  go(asked());
})();
