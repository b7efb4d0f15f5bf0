// The words of a query, cut as publish/search/words.py cuts the words of records.

const WORD = /[\p{L}\p{N}]+(?:[-\u2010\u2011][\p{L}\p{N}]+)*/gu;
const HYPHEN = /[-\u2010\u2011]/;
const MOST_WORDS = 12;

// Text without case, accents or apostrophes; `letters` are the plain ones for those that stay.
export function fold(text, letters) {
  const lower = text.replace(/['\u2019\u02bc]/g, "").normalize("NFKD").toLowerCase();
  const plain = lower.normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.replace(/[^\x00-\x7f]/gu, (letter) => letters[letter] ?? letter);
}

// The words that are to be looked for, each with its parts where it was written with hyphens.
export function wordsOf(query, root) {
  const cut = (word) => [...word].slice(0, root.longest).join("");
  const found = (fold(query, root.letters).match(WORD) ?? []).filter((w) => !root.stop.includes(w));
  return found.slice(0, MOST_WORDS).map((word) => ({
    word: cut(word.split(HYPHEN).join("")),
    parts: word.split(HYPHEN).filter((part) => !root.stop.includes(part)).map(cut),
  }));
}

// In how many letters added, left out, changed or swapped two words differ; `most` + 1 where it is more.
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const changed = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + changed);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, before[j - 2] + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length], most + 1);
}

// Where an English word has another number, the form with it: juries for jury, and the reverse.
export function otherNumber(word) {
  const forms = [`${word}s`, `${word}es`];
  if (word.endsWith("y")) forms.push(`${word.slice(0, -1)}ies`);
  if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("es")) forms.push(word.slice(0, -2));
  if (word.endsWith("s")) forms.push(word.slice(0, -1));
  return forms.filter((form) => form.length > 2);
}
