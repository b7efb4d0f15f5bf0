// What was found, as a file of comma-separated values that the reader's browser makes.
import { shownOf } from "./list.js";

const AT_A_TIME = 500; // records
const COLUMNS = ["status", "cluster", "practice", "benefit", "evidence", "role", "asset", "tenure", "country", "publisher", "licence"];
const OF_AN_ASSET = ["asset", "tenure"];
const NOT_STATED = "not-stated"; // publish/search/entry.py
// What spreadsheets would run as a formula, and what no file of text can hold (core/cell_text.py).
const RUNS = /^'*\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^-[0-9]+(\.[0-9]+)?$/;
const UNSAFE = /_x(?=[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]/g;

// A row for each of the records `found`, headed.
export async function initiativeRows(index, found, { label, phrases, pageOf, language }) {
  const told = COLUMNS.filter((name) => index.facet(name)); // a site may leave facets out
  const columns = await Promise.all(told.map((name) => codesOf(index, name)));
  const titles = told.map((name) => label("", name));
  const rows = [[...["name", "place", "year"].map((key) => phrases.say(`head-${key}`)), ...titles, ...["about", "id", "page"].map((key) => phrases.say(`head-${key}`))]];
  await eachCard(index, found, (card, record) => {
    const { name, text } = shownOf(card, language);
    const codes = columns.map((codes, i) => joined(codes(record).map((code) => label(told[i], code))));
    const year = card.started ? String(card.started).slice(0, 4) : "";
    rows.push([name, card.place, year, ...codes, text, card.id, pageOf(card.id)]);
  });
  return rows;
}

// A row for each of their assets, headed; where kinds of assets were chosen, for those of them alone.
export async function assetRows(index, found, chosen, { label, phrases, pageOf, language }) {
  const owner = ["country", "publisher", "licence"].filter((name) => index.facet(name));
  const columns = await Promise.all(owner.map((name) => codesOf(index, name)));
  const wanted = OF_AN_ASSET.map((name) => {
    const options = index.facet(name)?.options;
    return new Set([...(chosen[name] ?? [])].map((position) => options[position][0]));
  });
  const heads = ["asset", "initiative", "place"].map((key) => phrases.say(`head-${key}`));
  const titles = [...OF_AN_ASSET, ...owner].map((name) => label("", name));
  const rows = [[...heads, ...titles, ...["id", "page"].map((key) => phrases.say(`head-${key}`))]];
  await eachCard(index, found, (card, record) => {
    for (const [asset, ...codes] of card.assets) {
      const told = codes.map((code) => code || NOT_STATED);
      if (!wanted.every((each, i) => !each.size || each.has(told[i]))) continue;
      const words = told.map((code, i) => label(OF_AN_ASSET[i], code));
      const owned = columns.map((codes, i) => joined(codes(record).map((code) => label(owner[i], code))));
      rows.push([asset, shownOf(card, language).name, card.place, ...words, ...owned, card.id, pageOf(card.id)]);
    }
  });
  return rows;
}

// Give the reader a file of the rows.
export function save(rows, name) {
  const text = `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function cell(text) {
  const coded = (sign) => (sign === "_x" ? "_x005F_x" : `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`);
  let safe = text.replace(UNSAFE, coded);
  if (RUNS.test(safe) && !NUMBER.test(safe)) safe = `'${safe}`;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const joined = (items) => items.map((item) => item.replace(/\\/g, "\\\\").replace(/;/g, "\\;")).join("; ");

// What gives the codes of a record in one facet.
async function codesOf(index, name) {
  const { combinations, column } = await index.column(name);
  const options = index.facet(name).options;
  return (record) => combinations[column[record]].map((position) => options[position][0]);
}

async function eachCard(index, found, take) {
  for (let start = 0; start < found.length; start += AT_A_TIME) {
    const records = [...found.subarray(start, start + AT_A_TIME)];
    (await index.cards(records)).forEach((card, i) => take(card, records[i]));
  }
}
