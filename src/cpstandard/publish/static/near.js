// What is near: a postcode, a name or the browser's position, all worked out in this page.
"use strict";
(() => {
  const words = document.getElementById("words").dataset;
  const form = document.getElementById("near");
  const box = document.getElementById("q");
  const kind = document.getElementById("show");
  const status = document.getElementById("count");
  const which = document.getElementById("which");
  const list = document.getElementById("results");
  const more = document.getElementById("more");
  const chart = document.getElementById("chart");
  const PAGE = 20;
  const FAR = 300; // miles
  const DEGREE = 69.05; // miles
  const SVG = chart.querySelector("svg").namespaceURI;
  const held = new Map();
  let origin = null;
  let wanted = PAGE;

  const say = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const read = (path) => {
    if (!held.has(path)) {
      held.set(path, fetch(words.home + path).then((answer) => {
        if (!answer.ok) throw new Error(path);
        return answer.json();
      }));
    }
    return held.get(path);
  };

  // The files call countries and regions as the site's first language does.
  const named = JSON.parse(words.named);
  const here = (label) =>
    label.split(", ").map((part) => (Object.hasOwn(named, part) ? named[part] : part)).join(", ");

  // The same folding as near.py.
  const fold = (text) =>
    text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}_]+/gu, " ").trim();

  function miles(a, b) {
    const rad = Math.PI / 180;
    const half = (x) => Math.sin((x * rad) / 2) ** 2;
    const chord = half(b[0] - a[0]) + Math.cos(a[0] * rad) * Math.cos(b[0] * rad) * half(b[1] - a[1]);
    return 2 * 3958.8 * Math.asin(Math.min(1, Math.sqrt(chord)));
  }

  // Where a text is: the district of a postcode, or what the records call so.
  async function places(text) {
    const code = text.toUpperCase().replace(/\s+/g, "");
    const outcodes = await read("outcodes.json");
    const short = code.replace(/[0-9][A-Z]{2}$/, "");
    const postcode = /^[A-Z]{1,2}[0-9][0-9A-Z]?$/;
    for (const district of postcode.test(short) && /[0-9][A-Z]{2}$/.test(code) ? [short, code] : [code]) {
      if (postcode.test(district) && Object.hasOwn(outcodes, district)) {
        return [{ name: district, point: outcodes[district] }];
      }
    }
    const name = fold(text);
    if (!name) return [];
    const shard = /^[a-z0-9]/.test(name) ? name[0] : "other";
    if (!(await read("names.json")).includes(shard)) return [];
    const names = await read(`names/${encodeURIComponent(shard)}.json`);
    const found = Object.hasOwn(names, name)
      ? names[name]
      : Object.keys(names).filter((each) => each.startsWith(name)).slice(0, 6).flatMap((each) => names[each]);
    return found.slice(0, 12).map(([label, ...point]) => ({ name: here(label), point }));
  }

  // The least distance from a point to a cell of the grid, a quarter of a degree wide.
  function reach(point, key) {
    const [south, west] = key.split("_").map((part) => part / 4);
    const near = (value, low) => Math.min(Math.max(value, low), low + 0.25);
    return miles(point, [near(point[0], south), near(point[1], west)]);
  }

  // The nearest: cells are read outwards until no cell that is left could hold a nearer one.
  async function nearest(point, count) {
    const cells = await read("cells.json");
    const order = Object.keys(cells).map((key) => [reach(point, key), key]);
    order.sort((a, b) => a[0] - b[0]);
    const best = new Map();
    const ranked = () => [...best.values()].sort((a, b) => a.far - b.far || (a.id < b.id ? -1 : 1));
    for (let next = 0; next < order.length && order[next][0] < FAR; ) {
      const enough = ranked()[count];
      if (enough && enough.far < order[next][0]) break;
      const few = order.slice(next, (next += 6)).filter((each) => each[0] < FAR);
      for (const rows of await Promise.all(few.map(([, key]) => read(`cells/${key}.json`)))) {
        for (const [id, name, place, latitude, longitude, precision, kinds] of rows) {
          const spot = [latitude, longitude];
          const far = miles(point, spot);
          if (far > FAR || (kind.value && !kinds.includes(kind.value))) continue;
          if (!best.has(id) || best.get(id).far > far) best.set(id, { id, name, place, spot, precision, far });
        }
      }
    }
    return ranked();
  }

  // No finer than what is known: of the record, and of the place it is measured from.
  function distance(found) {
    const close = ["exact", "street"].includes(found.precision);
    const round = found.far > 20 ? 5 * Math.round(found.far / 5) : Math.round(found.far);
    if (!close && found.far < 3) return words.few;
    if (close && found.far < 0.75) return words.under;
    if (round <= 1) return words.mile;
    return say(close && origin.exact ? words.miles : words.about, { miles: round });
  }

  const doubt = (found) =>
    ["exact", "street"].includes(found.precision) ? "" : found.precision ? words.area : words.untold;

  const make = (name, text = "", className = "") => {
    const element = document.createElement(name);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  function item(found) {
    const entry = make("li");
    entry.dataset.choose = found.id;
    const heading = make("h2");
    const link = make("a", found.name);
    link.href = words.initiatives + encodeURIComponent(found.id) + "/";
    heading.append(link);
    const reason = doubt(found);
    const far = make("p", distance(found), "far");
    if (reason) far.append(": ", make("span", `${reason[0].toLowerCase()}${reason.slice(1)}`, "quiet"));
    entry.append(heading, far, make("p", here(found.place), "meta"));
    return entry;
  }

  const draw = (name, values, text = "") => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(values)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };

  async function map(shown) {
    const land = await read("britain.json");
    const [latitude, longitude] = origin.point;
    const inside = latitude > land.south && latitude < land.north && longitude > land.west && longitude < land.east;
    chart.hidden = !inside || !shown.length;
    if (chart.hidden) return;
    const place = ([lat, lon]) => [(lon - land.west) * land.x, (land.north - lat) * land.y];
    const [x, y] = place(origin.point);
    const furthest = Math.max(5, ...shown.map((each) => each.far));
    const half = (furthest * 1.12 * land.y) / DEGREE;
    const svg = chart.querySelector("svg");
    svg.setAttribute("viewBox", [x - half, y - half, 2 * half, 2 * half].map((n) => n.toFixed(2)).join(" "));
    const ring = [1, 2, 5, 10, 20, 50, 100, 200].findLast((each) => each < furthest) ?? 2;
    document.getElementById("ring").textContent = say(words.ring, { miles: ring });
    const unit = half / 22;
    svg.replaceChildren(
      draw("path", { class: "land", d: land.path }),
      draw("circle", { class: "ring", cx: x, cy: y, r: (ring * land.y) / DEGREE, "stroke-width": unit / 8 }),
      draw("path", { class: "origin", d: `M${x - unit} ${y}h${2 * unit}M${x} ${y - unit}v${2 * unit}`, "stroke-width": unit / 4 }),
    );
    shown.forEach((each, index) => {
      const [cx, cy] = place(each.spot);
      const open = doubt(each) ? "dot vague" : "dot";
      svg.append(draw("circle", { class: open, cx, cy, r: unit, "stroke-width": unit / 6 }));
      const label = draw("text", { class: open === "dot" ? "" : "vague", x: cx, y: cy, dy: ".36em" }, String(index + 1));
      label.style.fontSize = `${unit * 1.05}px`;
      svg.append(label);
    });
  }

  async function show(first = 0) {
    const found = await nearest(origin.point, wanted);
    const shown = found.slice(0, wanted);
    list.replaceChildren(...shown.map(item));
    more.hidden = found.length <= wanted;
    status.textContent = say(shown.length ? words.found : words.none, { place: origin.name, count: shown.length });
    await map(shown);
    if (first) list.children[first]?.querySelector("a").focus();
  }

  const careful = (work) => work.catch(() => {
    status.textContent = words.failed;
  });

  function go(place) {
    origin = place;
    wanted = PAGE;
    which.replaceChildren();
    return show();
  }

  function clear(text) {
    status.textContent = text;
    list.replaceChildren();
    chart.hidden = true;
    more.hidden = true;
  }

  async function find(text) {
    const found = await places(text);
    which.replaceChildren();
    if (found.length === 1) return go(found[0]);
    clear(found.length ? words.which : words.unknown);
    which.append(...found.map((each) => {
      const item = make("li");
      const button = make("button", each.name, "secondary");
      button.type = "button";
      button.addEventListener("click", () => careful(go(each).then(() => status.focus())));
      item.append(button);
      return item;
    }));
    return undefined;
  }

  // The question in the address, so that it can be saved and sent; a position never is.
  function keep() {
    const query = new URLSearchParams({ q: box.value });
    if (kind.value) query.set("show", kind.value);
    history.replaceState(null, "", `?${query}`);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
    careful(find(box.value));
  });
  document.getElementById("here").addEventListener("click", () => {
    if (!navigator.geolocation) {
      clear(words.denied);
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => careful(go({
        name: words.here, point: [coords.latitude, coords.longitude], exact: coords.accuracy < 1000,
      })),
      () => clear(words.denied),
    );
  });
  kind.addEventListener("change", () => {
    if (!origin) return;
    if (box.value) keep();
    careful(show());
  });
  more.addEventListener("click", () => {
    const before = wanted;
    wanted += PAGE;
    careful(show(before));
  });
  const query = new URLSearchParams(location.search);
  const asked = query.get("q");
  const wantedKind = query.get("show");
  if ([...kind.options].some(({ value }) => value === wantedKind)) kind.value = wantedKind;
  if (asked) {
    box.value = asked;
    careful(find(asked));
  }
})();
