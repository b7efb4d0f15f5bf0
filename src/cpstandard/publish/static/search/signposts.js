// Where else a question leads: the page of a practice that it names, and what is near a place in it.
import { make } from "./elements.js";
import { otherNumber, wordsOf } from "./words.js";

const MOST = 3;
const FEW = 4; // titles: a word that more have, such as "community", says little
const NEAR = /(?:^|\s)(?:near|around|close to|ger|wrth ymyl)\s+(\S.*)$/iu;
const POSTCODE = /(?:^|\s)([a-z]{1,2}[0-9][0-9a-z]?(?:\s*[0-9][a-z]{2})?)(?:\s|$)/iu;
// What people add to the name of a practice that is no part of it.
const NOISE = new Set(["project", "projects", "scheme", "schemes", "group", "groups", "initiative", "initiatives", "example", "examples"]);

// Returns links for a question; `home` is the address of the site's root, `near` tells of what is
// near a place: "postcodes", "names" alone, or "no" such page.
export function signposts(index, q, { label, phrases, home, near }) {
  const end = location.protocol === "file:" ? "/index.html" : "/";
  const [place, rest] = placeIn(q, near === "postcodes");
  const named = practicesIn(index, rest, label);
  const links = [];
  if (place && near !== "no") {
    const query = new URLSearchParams({ q: place });
    if (named.length) query.set("show", named[0]);
    links.push(make("a", { href: `${home}near${end}?${query}`, text: phrases.say("near", { place }) }));
  }
  for (const code of named.slice(0, MOST)) {
    const text = phrases.say("practice", { practice: label("practice", code) });
    links.push(make("a", { href: `${home}practices/${encodeURIComponent(code)}${end}`, text }));
  }
  return links.map((link) => make("li", {}, link));
}

// The place that a question names by a word such as "near" or by a postcode, and what else it asks.
function placeIn(q, postcodes) {
  const found = NEAR.exec(q) ?? (postcodes ? POSTCODE.exec(q) : null);
  return found ? [found[1].trim(), q.replace(found[0], " ")] : ["", q];
}

// The practices whose title is in the question; or else those whose title has all of its words that
// few titles have.
function practicesIn(index, q, label) {
  const plain = (text) => wordsOf(text, index.root).map(({ word }) => word).filter((word) => !NOISE.has(word));
  const asked = plain(q);
  if (!asked.length || !index.facet("practice")) return [];
  const same = (a, b) => a === b || otherNumber(a).includes(b);
  const among = (words, word) => words.some((each) => same(each, word));
  const titles = index.facet("practice").options.map(([code]) => ({ code, words: plain(label("practice", code)) }));
  const whole = titles.filter(({ words }) => words.length && words.every((word) => among(asked, word)));
  const telling = asked.filter((word) => {
    const having = titles.filter(({ words }) => among(words, word)).length;
    return having > 0 && having <= FEW;
  });
  const part = telling.length ? titles.filter(({ words }) => telling.every((word) => among(words, word))) : [];
  return (whole.length ? whole : part).map(({ code }) => code);
}
