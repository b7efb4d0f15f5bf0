// The question, kept in the address: it can be saved, sent and gone back to.

const VIEWS = ["list", "map", "moving"]; // the last is a map too, where the site has one that moves
export const SORTS = ["relevance", "name", "newest", "updated"];

// Options are named by their codes, which are the same in every language; unknown ones are left out.
export function read(index, address) {
  const query = new URLSearchParams(address);
  const chosen = {};
  for (const { name } of index.root.facets) {
    const positions = index.positions.get(name);
    const found = query.getAll(name).map((code) => positions.get(code));
    chosen[name] = new Set(found.filter((position) => position !== undefined));
  }
  const page = Number.parseInt(query.get("page"), 10);
  return {
    q: query.get("q") ?? "",
    chosen,
    sort: SORTS.includes(query.get("sort")) ? query.get("sort") : SORTS[0],
    page: page > 0 ? page : 1,
    view: VIEWS.includes(query.get("view")) ? query.get("view") : VIEWS[0],
    at: query.get("at") ?? "", // where the map was moved to
  };
}

export function write(index, state) {
  const query = new URLSearchParams();
  if (state.q.trim()) query.set("q", state.q.trim());
  for (const { name, options } of index.root.facets) {
    for (const position of [...state.chosen[name]].sort((a, b) => a - b)) {
      query.append(name, options[position][0]);
    }
  }
  if (state.sort !== SORTS[0]) query.set("sort", state.sort);
  if (state.view !== VIEWS[0]) query.set("view", state.view);
  if (state.view === "moving" && state.at) query.set("at", state.at);
  if (state.page > 1) query.set("page", state.page);
  const text = query.toString();
  return text ? `?${text}` : location.pathname;
}
