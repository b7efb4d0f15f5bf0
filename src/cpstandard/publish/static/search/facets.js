// The facets: boxes to tick, with how many initiatives each would leave.
import { make } from "./elements.js";

const OPEN = 2; // how many of the first facets are open from the start
const MANY = 20;

export class Facets {
  // `label(facet, code)` names an option; `changed(facet, position, isChosen)` is told of a choice.
  constructor(index, place, { titles, label, phrases, changed, opened }) {
    Object.assign(this, { index, label, phrases, changed, counted: new Set() });
    this.boxes = new Map();
    const narrow = matchMedia("(max-width: 56rem)"); // in one column, where results would come far below
    const fold = () => (place.open = !narrow.matches);
    narrow.addEventListener("change", fold);
    fold();
    const telling = index.root.facets.filter(({ options }) => options.length > 1); // others narrow nothing
    telling.forEach((facet, position) => {
      const details = make("details", { "data-facet": facet.name }, make("summary", { text: titles[facet.name] }));
      details.open = position < OPEN && !narrow.matches;
      details.addEventListener("toggle", () => details.open && !this.counted.has(facet.name) && opened());
      this.boxes.set(facet.name, { facet, details, rows: null });
      place.append(details);
    });
  }

  // The facets of which the counts are seen, and so are to be made.
  open() {
    const seen = [...this.boxes.values()].filter(({ details }) => details.open);
    this.counted = new Set(seen.map(({ facet }) => facet.name));
    return this.counted;
  }

  // Open the facets in which something is chosen.
  reveal(chosen) {
    for (const [name, { details }] of this.boxes) if (chosen[name].size) details.open = true;
  }

  show(chosen, counts) {
    for (const [name, box] of this.boxes) {
      if (!counts[name]) continue;
      box.rows ??= this.build(box);
      box.rows.forEach((row, position) => {
        const isChosen = chosen[name].has(position);
        row.input.checked = isChosen;
        row.count.textContent = this.phrases.numbers.format(counts[name][position]);
        row.item.hidden = row.filtered || (!counts[name][position] && !isChosen);
        row.empty = !counts[name][position] && !isChosen;
      });
      if (box.filter) {
        const left = box.rows.filter(({ empty }) => !empty).length;
        box.filter.hidden = left <= MANY && !box.filter.querySelector("input").value;
      }
    }
  }

  build(box) {
    const { facet, details } = box;
    const list = make("ul");
    const rows = facet.options.map(([code, , depth], position) => {
      const text = this.label(facet.name, code);
      const input = make("input", { type: "checkbox", value: code });
      input.addEventListener("change", () => this.changed(facet.name, position, input.checked));
      const count = make("span", { class: "count" });
      const label = make("label", {}, input, make("span", { text }), count);
      const item = make("li", { class: depth ? `deep deep-${Math.min(depth, 2)}` : null }, label);
      list.append(item);
      return { input, count, item, text, filtered: false, empty: false };
    });
    if (rows.length > MANY) details.append((box.filter = this.filter(facet, rows)));
    details.append(list);
    return rows;
  }

  // A box in which the options of a long facet are looked for.
  filter(facet, rows) {
    const input = make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLocaleLowerCase();
      for (const row of rows) {
        row.filtered = !row.text.toLocaleLowerCase().includes(wanted);
        row.item.hidden = row.filtered || row.empty;
      }
    });
    input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    const text = make("span", { class: "hidden", text: this.phrases.say("filter", { facet: this.label("", facet.name) }) });
    return make("label", { class: "filter" }, text, input);
  }
}
