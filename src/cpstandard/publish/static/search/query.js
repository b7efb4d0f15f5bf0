// What a query finds: which forms of the index its words mean, and how well each record fits.
import { distance, otherNumber, wordsOf } from "./words.js";

// A word's weight in a record, from told in passing to a short name (publish/search/entry.py).
const WEIGHTS = [0, 0.5, 1, 1.5, 2, 2.6, 3, 3.4];
const EXACT = 1;
const BEGINS = 0.7;
const BESIDE = 0.4; // as the beginning of other words, where the word itself is rare
const NEAR = [0, 0.7, 0.5];
const SHARES = 0.3;
const RARE = 3;
const MOST_FILES = 6; // of postings, for one word
const MOST_NEAR = 6;
const MOST_BLOCKS = 12; // of the dictionary, for one misspelt word

// Returns `scores` (0: not found) by record, the words with what each was read as, and whether
// some of them had to be left aside. Without a word, everything is found and `scores` is null.
export async function find(index, query) {
  const asked = wordsOf(query, index.root);
  const words = (await Promise.all(asked.map((word) => meant(index, word)))).flat();
  await joined(index, asked, words);
  if (!words.length) return { scores: null, words, partly: false };
  const size = index.root.records;
  const scores = new Float32Array(size);
  const matched = new Uint8Array(size);
  const lists = await Promise.all(words.map(({ hits }) => postingsOf(index, hits)));
  words.forEach((word, i) => score(word, lists[i], scores, matched));
  let most = 0;
  for (const each of matched) if (each > most) most = each;
  for (let i = 0; i < size; i++) if (matched[i] < most) scores[i] = 0;
  return { scores, words, partly: most < words.length };
}

const postingsOf = (index, hits) => Promise.all(hits.map(({ group }) => index.postings(group)));

function score(word, lists, scores, matched) {
  const best = new Float32Array(scores.length);
  let records = 0;
  lists.forEach((list, i) => {
    eachPosting(list, (record, weight) => {
      if (!best[record]) records++;
      best[record] = Math.max(best[record], word.hits[i].weight * WEIGHTS[weight]);
    });
  });
  const rarity = Math.log(1 + best.length / (1 + records));
  for (let i = 0; i < best.length; i++) {
    if (!best[i]) continue;
    scores[i] += best[i] * rarity;
    matched[i]++;
  }
}

function eachPosting(list, take) {
  let record = 0;
  let code = 0;
  let shift = 0;
  for (const byte of list) {
    code += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    if (byte > 0x7f) continue;
    record += Math.floor(code / 8);
    take(record, code & 7);
    code = shift = 0;
  }
}

// The words that are meant by one that was typed; a word with hyphens may be one or several.
async function meant(index, { word, parts }) {
  const whole = await index.form(word);
  if (parts.length < 2 || whole) return [await read(index, word, whole)];
  return Promise.all(parts.map(async (part) => read(index, part, await index.form(part))));
}

// The groups of forms that are meant by a word, and as what it was read if not as itself.
async function read(index, word, form) {
  const exact = form ?? (await first(otherNumber(word).map((other) => index.form(other))));
  const hits = exact ? [{ ...exact, weight: EXACT }] : [];
  if (word.length > 1 && (!exact || exact.records < RARE)) {
    const weight = exact ? BESIDE : BEGINS;
    hits.push(...beginning(index, await index.forms(word, MOST_FILES), weight));
  }
  if (hits.length) return { word, hits: distinct(hits), readAs: "" };
  const near = await misspelt(index, word);
  if (near.length) return { word, hits: distinct(near), readAs: near[0].form };
  return { word, hits: distinct(await sharing(index, word)), readAs: "" };
}

async function first(promises) {
  return (await Promise.all(promises)).find(Boolean);
}

// Of many forms that begin alike, those whose postings are in few files: the most used come first.
function beginning(index, forms, weight) {
  const files = new Set();
  const kept = [];
  for (const form of [...forms].sort((a, b) => b.records - a.records)) {
    const file = index.fileOf(form.group);
    if (files.size >= MOST_FILES && !files.has(file)) continue;
    files.add(file);
    kept.push({ ...form, weight });
  }
  return kept;
}

// Forms that differ from the word in a letter, or two of a long word. Where the dictionary is long,
// only those that begin with the same letter are looked at, or with the first two swapped.
async function misspelt(index, word) {
  const most = word.length >= 7 ? 2 : word.length >= 4 ? 1 : 0;
  if (!most) return [];
  const small = index.root.words.length <= MOST_BLOCKS;
  const beginnings = small ? [""] : [word[0], word[1] + word[0], word.slice(1, 3)];
  const forms = await Promise.all(beginnings.map((each) => index.forms(each, MOST_BLOCKS)));
  const found = forms
    .flat()
    .map((form) => ({ ...form, differs: distance(word, form.form, most) }))
    .filter(({ differs }) => differs <= most);
  const least = Math.min(...found.map(({ differs }) => differs));
  return found
    .filter(({ differs }) => differs === least)
    .sort((a, b) => b.records - a.records)
    .slice(0, MOST_NEAR)
    .map((form) => ({ ...form, weight: NEAR[form.differs] }));
}

// Forms that share a good beginning with the word: how an ending that nobody wrote is met.
async function sharing(index, word) {
  const least = Math.max(4, Math.ceil(word.length * 0.6));
  for (let length = word.length - 1; length >= least; length--) {
    const forms = await index.forms(word.slice(0, length), MOST_FILES);
    if (forms.length) return beginning(index, forms, SHARES);
  }
  return [];
}

// Two words may be one in a name: home baked, Homebaked.
async function joined(index, asked, words) {
  if (asked.length !== words.length) return;
  for (let i = 1; i < words.length; i++) {
    const form = await index.form(words[i - 1].word + words[i].word);
    if (!form) continue;
    const hit = { ...form, weight: EXACT };
    words[i - 1].hits.push(hit);
    words[i].hits.push(hit);
  }
}

function distinct(hits) {
  const best = new Map();
  for (const hit of hits) {
    if (!(best.get(hit.group)?.weight >= hit.weight)) best.set(hit.group, hit);
  }
  return [...best.values()];
}
