// The search page: reads the question, asks the index, shows what was found.
import { read, write } from "./address.js";
import { assetRows, initiativeRows, save } from "./download.js";
import { make, Phrases } from "./elements.js";
import { Facets } from "./facets.js";
import { Index } from "./index.js";
import { card, folded, pager, PER_PAGE } from "./list.js";
import { draw, startsOf } from "./map.js";
import { find } from "./query.js";
import { narrowed, sorted } from "./results.js";
import { signposts } from "./signposts.js";
import { fold } from "./words.js";

const TYPING = 200; // milliseconds of rest after which what was typed so far is looked for

const at = (id) => document.getElementById(id);
const form = at("search");
const labels = JSON.parse(form.dataset.labels);
const phrases = new Phrases(JSON.parse(form.dataset.phrases), document.documentElement.lang);
let index;
let facets;
let state;
let runs = 0;
let shown = new Uint32Array(); // what is shown, on all pages
let moving = null; // the map that can be moved, from when somebody first wanted it

// A code or a name may be any word, such as one that every object in JavaScript knows.
const own = (words, code) => (words && Object.hasOwn(words, code) ? words[code] : undefined);
const label = (facet, code) => own(labels[facet], code) ?? own(index.root.names[facet], code) ?? code;

async function run() {
  const mine = ++runs;
  const { q, chosen, sort, view } = state;
  const counted = facets.open();
  ahead(chosen, counted, sort, view);
  const { scores, words, partly } = await find(index, q);
  const { found, counts } = await narrowed(index, scores, chosen, counted);
  const ordered = await sorted(index, found, scores, sort);
  const pages = Math.max(1, Math.ceil(ordered.length / PER_PAGE));
  const page = Math.min(state.page, pages);
  const records = await index.cards([...ordered.slice((page - 1) * PER_PAGE, page * PER_PAGE)]);
  const cards = folded(records);
  const points = view === "list" ? null : await index.points();
  const mover = view === "moving" && at("move") ? await mapThatMoves() : null;
  if (mine !== runs) return; // something else was asked meanwhile
  shown = ordered;
  facets.show(chosen, counts);
  showChosen();
  showList(cards, words);
  showPages(pages, page);
  showMap(points, found, mover);
  announce(found.length, words, partly, page, pages, records.length - cards.length);
  form.dataset.shown = mine;
}

// Fetch what will be needed, whatever the words turn out to mean.
function ahead(chosen, counted, sort, view) {
  const columns = [...counted, ...Object.keys(chosen).filter((name) => chosen[name].size)];
  if (sort === "newest") columns.push("started");
  if (sort === "updated") columns.push("updated");
  if (view !== "list") columns.push("points");
  for (const name of columns) index.block(`columns/${name}`).catch(() => {}); // told of by who needs it
}

function announce(count, words, partly, page, pages, within) {
  const query = state.q.trim();
  const parts = [];
  if (!count) parts.push(phrases.say("nothing"));
  else if (query) parts.push(phrases.count("found-for", count, { query }));
  else parts.push(phrases.count("found", count));
  if (count && pages > 1) parts.push(phrases.say("page-of", { page, pages }));
  at("count").textContent = parts.join(" ");
  const notes = words
    .filter(({ readAs }) => readAs)
    .map(({ word, readAs }) => phrases.say("read-as", { word, meant: readAs }));
  if (partly && count) notes.push(phrases.say("partly"));
  if (within) notes.push(phrases.count("within", within));
  at("notes").textContent = notes.join(" ");
  const { home, near } = form.dataset;
  const also = signposts(index, state.q, { label, phrases, home, near });
  at("also").replaceChildren(...also);
  at("also").hidden = !also.length;
}

// Make a file of what is shown; `which` is "initiatives" or "assets".
async function download(which) {
  const { initiatives } = form.dataset;
  const pageOf = (id) => new URL(`${initiatives}${encodeURIComponent(id)}/`, document.baseURI).href;
  const words = { label, phrases, pageOf, language: document.documentElement.lang };
  at("taken").textContent = phrases.say("making");
  const rows = which === "assets" ? await assetRows(index, shown, state.chosen, words) : await initiativeRows(index, shown, words);
  save(rows, `${which}.csv`);
  at("taken").textContent = phrases.say("made", { file: `${which}.csv`, rows: rows.length - 1 });
}

function showList(cards, words) {
  const looked = words.map(({ word, hits }) => ({
    fold: (text) => fold(text, index.root.letters),
    forms: new Set([word, ...hits.map(({ form }) => form)]),
  }));
  const initiatives = form.dataset.initiatives;
  const options = { initiatives, label, phrases, words: looked, language: document.documentElement.lang };
  at("results").replaceChildren(...cards.map((each) => card(each, options)));
}

function showPages(count, current) {
  at("pages").hidden = count < 2;
  const address = (page) => write(index, { ...state, page });
  const go = (page) => {
    change({ page });
    at("found").focus();
  };
  at("pages").querySelector("ul").replaceChildren(...pager(count, current, { phrases, address, go }));
}

function showMap(points, found, mover) {
  const isMap = points !== null;
  at("map").open = isMap;
  if (!isMap) return;
  points.starts ??= startsOf(points.counts);
  const britain = at("map-britain");
  const world = at("map-world");
  let drawn = draw(britain, points, found);
  const isNear = drawn.shown > 0 && drawn.shown * 2 >= found.length;
  if (!isNear) drawn = draw(world, points, found);
  britain.closest("figure").hidden = mover || !isNear;
  world.closest("figure").hidden = mover || isNear;
  at("map-key").hidden = mover || !drawn.levels.size;
  if (at("move")) showMover(mover);
  if (mover) return mover.show(points, found, (isNear ? britain : world).dataset, state.at);
  for (const item of at("map-key").querySelectorAll("li")) item.hidden = !drawn.levels.has(item.dataset.level);
  const notes = [phrases.say("mapped", { shown: drawn.shown, found: found.length })];
  if (drawn.vague) notes.push(phrases.say("vague"));
  at("map-note").textContent = notes.join(" ");
}

// The map that can be moved; null where it cannot be loaded, for then the drawing stands.
async function mapThatMoves() {
  try {
    return await (moving ??= movingMap());
  } catch (error) {
    console.error(error);
    moving = null;
    return null;
  }
}

// Loads it, where the site has one: publish/moving_map, of which nothing is loaded unasked.
async function movingMap() {
  const { MovingMap } = await import("../map/moving.js");
  return MovingMap.open(at("moving"), {
    index,
    phrases,
    words: { initiatives: form.dataset.initiatives, label, language: document.documentElement.lang },
    tell: ({ shown, here, found, vague }) => {
      const notes = [phrases.say("mapped", { shown, found }), phrases.say("in-sight", { here })];
      if (vague) notes.push(phrases.say("vague"));
      at("map-note").textContent = notes.join(" ");
    },
    moved: (place) => {
      if (state.view !== "moving") return;
      state = { ...state, at: place };
      history.replaceState(null, "", write(index, state));
    },
  });
}

function showMover(mover) {
  at("moving").hidden = !mover;
  at("move").textContent = phrases.say(mover ? "keep-still" : "move");
}

function showChosen() {
  const items = Object.entries(state.chosen).flatMap(([name, positions]) =>
    [...positions].map((position) => {
      const text = label(name, index.facet(name).options[position][0]);
      const spoken = phrases.say("take-away", { facet: label("", name), option: text });
      const button = make("button", { class: "secondary", type: "button", text, "aria-label": spoken });
      button.addEventListener("click", () => {
        choose(name, position, false);
        at("found").focus();
      });
      return make("li", {}, button);
    }),
  );
  at("chosen").replaceChildren(...items);
  at("chosen").hidden = !items.length;
}

function choose(name, position, isChosen) {
  const chosen = new Set(state.chosen[name]);
  if (isChosen) chosen.add(position);
  else chosen.delete(position);
  change({ chosen: { ...state.chosen, [name]: chosen }, page: 1 });
}

function change(part, method = "pushState") {
  state = { ...state, ...part };
  const address = write(index, state);
  const here = location.search || location.pathname;
  if (address !== here) history[method](null, "", address);
  run().catch(broken);
}

function restore() {
  state = read(index, location.search);
  at("q").value = state.q;
  at("sort").value = state.sort;
  facets.reveal(state.chosen);
  run().catch(broken);
}

function listen() {
  let timer;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    change({ q: at("q").value, page: 1 });
  });
  at("q").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => change({ q: at("q").value, page: 1 }, "replaceState"), TYPING);
  });
  at("sort").addEventListener("change", () => change({ sort: at("sort").value, page: 1 }));
  at("map").addEventListener("toggle", () => {
    const isOpen = at("map").open;
    if (isOpen !== (state.view !== "list")) change({ view: isOpen ? "map" : "list" });
  });
  at("move")?.addEventListener("click", () => change({ view: state.view === "moving" ? "map" : "moving", at: "" }));
  for (const which of ["initiatives", "assets"]) {
    at(`take-${which}`).addEventListener("click", () => download(which).catch(broken));
  }
  at("take-assets").hidden = index.facet("asset")?.options.length === 0;
  // Where a site leaves out whose a record is, nothing is handed out that would not say so.
  at("take").hidden = !(index.facet("publisher") && index.facet("licence"));
  addEventListener("popstate", restore);
}

function broken(error) {
  console.error(error);
  at("broken").hidden = false;
  if (!index) form.hidden = true;
}

async function start() {
  index = await Index.open(form.dataset.index);
  facets = new Facets(index, at("facets"), {
    titles: labels[""],
    label,
    phrases,
    changed: choose,
    opened: () => run().catch(broken),
  });
  restore();
  listen();
}

start().catch(broken);
