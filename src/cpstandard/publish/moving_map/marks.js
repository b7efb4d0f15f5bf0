// Gathers the points of the results into marks: few enough to draw, far enough apart to be touched.

const CELL = 64; // CSS pixels
const WORLD = 256; // CSS pixels that the world is wide at zoom 0
const WEST = -170; // where the outlines are cut (publish/projection.py)
const AREA = 1; // how vague a point is (publish/search/entry.py)
const REGION = 2;
const COUNTRY = 3;
const NEAR = 7; // from which zoom on a district is larger than a dot
const NEARER = 5.5; // from which zoom on the middle of a country is no place to point at

// Where a longitude and a latitude lie on the map, each as a part of the world's width.
export function spot(longitude, latitude) {
  const turn = (Math.min(Math.max(latitude, -85), 85) * Math.PI) / 180;
  return [(longitude + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + turn / 2)) / (2 * Math.PI)];
}

export function placeOf(x, y) {
  return [(Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI, x * 360 - 180];
}

// All points as spots, by turns x and y.
export function spotsOf(lines) {
  const spots = new Float64Array(lines.length);
  for (let i = 0; i < lines.length; i += 2) {
    let longitude = (lines[i] / 65535) * 360 - 180;
    if (longitude < WEST) longitude += 360;
    [spots[i], spots[i + 1]] = spot(longitude, (lines[i + 1] / 65535) * 180 - 90);
  }
  return spots;
}

// The smallest box around the points of the records `found`, of those that lie in `frame` (spots);
// null where there are none.
export function around(found, { starts, counts, vague, spots }, frame) {
  const box = empty();
  for (const record of found) {
    for (let i = starts[record]; i < starts[record] + counts[record]; i++) {
      const [x, y] = [spots[2 * i], spots[2 * i + 1]];
      if (vague[i] < COUNTRY || frame.countries) if (within(frame, x, y)) widen(box, x, y, x, y);
    }
  }
  return box.west > box.east ? null : box;
}

const empty = () => ({ west: Infinity, north: Infinity, east: -Infinity, south: -Infinity });
const within = (box, x, y) => x >= box.west && x <= box.east && y >= box.north && y <= box.south;

function widen(box, west, north, east, south) {
  if (west < box.west) box.west = west;
  if (north < box.north) box.north = north;
  if (east > box.east) box.east = east;
  if (south > box.south) box.south = south;
}

export const radius = (count) => 12 + 4.5 * Math.log10(count);

// Marks in what is seen (`view`, spots) at a `zoom`, with the records that each stands for; `shown`
// counts the records that have a point anywhere at this zoom, `here` those that are in sight.
export function marksOf(found, points, view, zoom) {
  const scale = WORLD * 2 ** zoom;
  const edge = (2 * CELL) / scale; // beyond the edge, or marks would join otherwise when the map moves
  const wide = { west: view.west - edge, east: view.east + edge, north: view.north - edge, south: view.south + edge };
  const cells = new Map();
  let shown = 0;
  for (const record of found) shown += sort(record, points, wide, zoom, cells);
  const kept = joined([...cells.values()].map((cell) => finished(cell, scale)));
  const marks = kept.filter((mark) => isWhole(mark, view, scale));
  const here = new Set(marks.flatMap(({ records }) => records)).size;
  return { marks, shown, here, vague: marks.some((mark) => mark.vague) };
}

// Whether a mark is in sight with all of what is to be touched.
function isWhole({ x, y, count }, view, scale) {
  const reach = radius(count);
  const [left, top] = [(x - reach) / scale, (y - reach) / scale];
  return within(view, left, top) && within(view, (x + reach) / scale, (y + reach) / scale);
}

// Puts the points of a record into their cells, as one in each; returns whether it has any.
function sort(record, { starts, counts, vague, spots }, wide, zoom, cells) {
  const perCell = (WORLD * 2 ** zoom) / CELL;
  let shown = 0;
  for (let i = starts[record]; i < starts[record] + counts[record]; i++) {
    if (vague[i] === COUNTRY && zoom >= NEARER) continue;
    shown = 1;
    const [x, y] = [spots[2 * i], spots[2 * i + 1]];
    if (!within(wide, x, y)) continue;
    const key = Math.floor(x * perCell) * 4294967296 + Math.floor(y * perCell);
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { x: 0, y: 0, points: 0, records: [], vague: true, box: empty() }));
    if (cell.records.at(-1) !== record) cell.records.push(record);
    cell.x += x;
    cell.y += y;
    cell.points++;
    if (vague[i] < REGION && (zoom < NEAR || vague[i] < AREA)) cell.vague = false;
    widen(cell.box, x, y, x, y);
  }
  return shown;
}

const finished = (cell, scale) => ({
  ...cell,
  x: (cell.x / cell.points) * scale,
  y: (cell.y / cell.points) * scale,
  count: cell.records.length,
});

// Marks of which each has taken in the smaller ones that it touched.
function joined(marks) {
  for (let before = Infinity; marks.length < before; ) {
    before = marks.length;
    const kept = [];
    for (const mark of marks.sort((a, b) => b.count - a.count || a.x - b.x || a.y - b.y)) {
      const reach = radius(mark.count) + 1;
      // What is touched is the square around a mark.
      const touches = ({ x, y, count }) => Math.max(Math.abs(x - mark.x), Math.abs(y - mark.y)) < radius(count) + reach;
      const near = kept.findIndex(touches);
      if (near < 0) kept.push(mark);
      else kept[near] = union(kept[near], mark);
    }
    marks = kept;
  }
  return marks;
}

function union(one, other) {
  const points = one.points + other.points;
  const middle = (name) => (one[name] * one.points + other[name] * other.points) / points;
  const records = [...new Set([...one.records, ...other.records])];
  const box = { ...one.box };
  widen(box, other.box.west, other.box.north, other.box.east, other.box.south);
  const vague = one.vague && other.vague;
  return { x: middle("x"), y: middle("y"), points, records, count: records.length, vague, box };
}
