// Which records are shown: those that a query found and the chosen facets let through, in order.

const BEFORE = 2 ** 20; // more than there are records: a sorting key is a rank and the record

// `chosen` are positions of options by facet; `counted` the facets whose counts are shown.
// A facet's own choice does not lessen its counts: they say what choosing more would add.
export async function narrowed(index, scores, chosen, counted) {
  const names = index.root.facets.map(({ name }) => name);
  const wanted = names.filter((name) => chosen[name]?.size || counted.has(name));
  const columns = await Promise.all(wanted.map((name) => index.column(name)));
  const facets = columns.map(({ combinations, column }, i) => ({
    name: wanted[i],
    combinations,
    column,
    passes: passing(combinations, chosen[wanted[i]]),
    tally: counted.has(wanted[i]) ? new Uint32Array(combinations.length) : null,
  }));
  return { found: walk(index.root.records, scores, facets), counts: counts(index, facets) };
}

function passing(combinations, options) {
  if (!options?.size) return null;
  return Uint8Array.from(combinations, (each) => Number(each.some((o) => options.has(o))));
}

function walk(size, scores, facets) {
  const found = new Uint32Array(size);
  const narrowing = facets.filter(({ passes }) => passes);
  const tallied = facets.filter(({ tally }) => tally);
  let count = 0;
  for (let record = 0; record < size; record++) {
    if (scores && !scores[record]) continue;
    let failed = null;
    let failures = 0;
    for (const facet of narrowing) {
      if (facet.passes[facet.column[record]]) continue;
      failed = facet;
      if (++failures > 1) break;
    }
    if (failures > 1) continue;
    if (failures) {
      if (failed.tally) failed.tally[failed.column[record]]++;
      continue;
    }
    found[count++] = record;
    for (const facet of tallied) facet.tally[facet.column[record]]++;
  }
  return found.subarray(0, count);
}

function counts(index, facets) {
  const byFacet = {};
  for (const { name, combinations, tally } of facets) {
    if (!tally) continue;
    const counted = new Uint32Array(index.facet(name).options.length);
    combinations.forEach((options, i) => options.forEach((option) => (counted[option] += tally[i])));
    byFacet[name] = counted;
  }
  return byFacet;
}

// The records in the order of `sort`: relevance, name, newest or updated. Names are in order already.
export async function sorted(index, found, scores, sort) {
  if (sort === "name" || (sort === "relevance" && !scores)) return found;
  const days = sort === "relevance" ? null : await index.days(sort === "newest" ? "started" : sort);
  const keys = Float64Array.from(found, (record) => {
    const rank = days ? 99_999_999 - days[record] : 1_000_000 - Math.round(scores[record] * 1000);
    return rank * BEFORE + record;
  });
  keys.sort();
  return Uint32Array.from(keys, (key) => key % BEFORE);
}
