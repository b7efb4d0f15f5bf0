// The list of the records that a mark stands for, below the map.
import { make } from "../search/elements.js";
import { linkTo } from "../search/list.js";

const MOST = 50; // records in a list: of more, a filter or the list of results is of more use

export class Records {
  constructor(index, phrases, words) {
    Object.assign(this, { index, phrases, words });
    this.box = make("section", { class: "here", "aria-labelledby": "here-title" });
    this.box.hidden = true;
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leave();
    });
  }

  async nameOf(record) {
    const [found] = await this.index.cards([record]);
    return linkTo(found, this.words).textContent;
  }

  // Lists `records` and goes there; `back` goes to where the reader came from.
  async show(records, back) {
    const found = await this.index.cards(records.slice(0, MOST));
    const title = make("h3", { id: "here-title", tabindex: "-1", text: this.phrases.count("here", records.length) });
    const close = make("button", { class: "secondary", type: "button", text: this.phrases.say("close") });
    close.addEventListener("click", () => this.leave());
    const items = found.map((each) => make("li", {}, linkTo(each, this.words), make("span", { class: "meta", text: this.where(each) })));
    const more = records.length > found.length && make("p", { class: "note", text: this.phrases.say("first-of", { n: found.length }) });
    this.box.replaceChildren(title, make("ul", {}, ...items), ...[more].filter(Boolean), close);
    this.box.hidden = false;
    this.back = back;
    title.focus();
  }

  where({ place, started }) {
    const { label } = this.words;
    const names = place.split(", ").map((part) => label("named", part));
    const began = started ? [this.phrases.say("began", { when: String(started).slice(0, 4) })] : [];
    return [names.join(", "), ...began].filter(Boolean).join(" · ");
  }

  close() {
    this.box.hidden = true;
    this.box.replaceChildren();
  }

  leave() {
    this.close();
    this.back();
  }
}
