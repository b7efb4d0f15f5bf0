// The list of results, and the links to its other pages.
import { make } from "./elements.js";

export const PER_PAGE = 20;
const UNSTATED = "not-stated"; // the code of records without a status: it is a choice among filters, and no news

// The name and the text of a record, in the reader's language if it has them, with their language.
export function shownOf(found, language) {
  const [name, text, tag] = found.others[language.split("-")[0]] ?? [found.name, found.text, found.others[""]];
  return { name, text, tag };
}

// Of the records of one initiative that a page has, the first, whose card names the others.
export function folded(records) {
  const named = new Set();
  return records.filter(({ id, also }) => {
    if (named.has(id)) return false;
    for (const [other] of also) named.add(other);
    return true;
  });
}

const addressOf = (id, initiatives) => initiatives + encodeURIComponent(id) + (location.protocol === "file:" ? "/index.html" : "/");

// A link to the page of a record, in the reader's language if it has a name in it.
export function linkTo(found, { initiatives, language, words = [] }) {
  const { name, tag } = shownOf(found, language);
  const link = make("a", { href: addressOf(found.id, initiatives), lang: tag || undefined });
  link.append(...marked(name, words));
  return link;
}

export function card(found, { initiatives, label, phrases, words, language }) {
  const { text, tag } = shownOf(found, language);
  const link = linkTo(found, { initiatives, language, words });
  const article = make("article", { class: "card", "data-choose": found.id }, make("h3", {}, link));
  const facts = [found.place.split(", ").map((part) => label("named", part)).join(", ")];
  if (found.started) facts.push(phrases.say("began", { when: String(found.started).slice(0, 4) }));
  if (found.status !== UNSTATED) facts.push(label("status", found.status));
  article.append(make("p", { class: "meta", text: facts.filter(Boolean).join(" · ") }));
  if (found.also.length) article.append(alsoTold(found.also, phrases, initiatives));
  if (text) article.append(make("p", { lang: tag }, ...marked(text, words)));
  if (found.practices.length) {
    const names = found.practices.map((code) => label("practice", code));
    article.append(make("p", { class: "meta", text: names.join(" · ") }));
  }
  const pips = found.evidence.map((code) => {
    const look = code === "nothing-recorded" ? "nothing" : code;
    return make("li", { class: `pip ${look}`, text: label("evidence", code) });
  });
  article.append(make("ul", { class: "pips", "aria-label": label("", "evidence") }, ...pips));
  return make("li", {}, article);
}

// Who else tells of the same initiative: a link to each of their records.
function alsoTold(also, phrases, initiatives) {
  const [before, after] = phrases.say("also", { publishers: "\n" }).split("\n");
  const links = also.flatMap(([id, publisher], i) => [
    i ? ", " : "",
    make("a", { href: addressOf(id, initiatives), text: publisher }),
  ]);
  return make("p", { class: "meta also" }, before, ...links, after);
}

// The text with the words that were looked for marked: those that begin as a form that was found.
function marked(text, words) {
  if (!words.length) return [text];
  return text.split(/([\p{L}\p{N}\p{M}'\u2019]+)/u).map((part, i) => {
    const folded = i % 2 ? words[0].fold(part) : "";
    const isFound = folded && words.some(({ forms }) => forms.has(folded));
    return isFound ? make("mark", { text: part }) : part;
  });
}

// Links to the pages: the first, the last, and those beside the one that is shown.
export function pager(count, current, { phrases, address, go }) {
  const link = (page, text, attributes = {}) => {
    const anchor = make("a", { href: address(page), ...attributes }, ...text);
    anchor.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(page);
    });
    return make("li", {}, anchor);
  };
  const items = [];
  if (current > 1) items.push(link(current - 1, [phrases.say("previous")], { rel: "prev" }));
  for (let page = 1; page <= count; page++) {
    if (page === 1 || page === count || Math.abs(page - current) <= 2) {
      const text = [make("span", { class: "hidden", text: `${phrases.say("page")} ` }), phrases.numbers.format(page)];
      items.push(link(page, text, page === current ? { "aria-current": "page" } : {}));
    } else if (Math.abs(page - current) === 3) {
      items.push(make("li", { "aria-hidden": "true", text: "…" }));
    }
  }
  if (current < count) items.push(link(current + 1, [phrases.say("next")], { rel: "next" }));
  return items;
}
