// Draws the results onto the outlines that the page came with, as publish/maps.py and hexagons.py do.

const LARGEST = 4.5; // radii of the smallest dot
const NUMBERED = 7;
const MANY = 250; // from how many points there are hexagons and no dots
const STEPS = [1, 2, 5, 10, 50]; // from how many points each shade of a hexagon begins
const REGION = 2; // how vague a point is (publish/search/entry.py)
const COUNTRY = 3;

// Returns how many of the records `found` are in the drawing, whether a dot stands for an area, and
// which shades of hexagons there are.
export function draw(svg, points, found) {
  const frame = frameOf(svg);
  const cells = new Map();
  let shown = 0;
  for (const record of found) {
    const inside = insideOf(record, points, frame);
    if (inside.size) shown++;
    for (const [cell, point] of inside) {
      if (!cells.has(cell)) cells.set(cell, []);
      cells.get(cell).push(point);
    }
  }
  const lists = [...cells.values()];
  const together = lists.flat();
  const dots = together.length > MANY ? [] : joined(lists.map((each) => gathered(each)), frame.dot);
  const layer = svg.querySelector("g");
  if (dots.length) layer.replaceChildren(...dots.flatMap((dot) => shapes(layer, dot, frame.dot)));
  else layer.replaceChildren(...shades(layer, together, 1.5 * frame.dot));
  const levels = new Set([...layer.querySelectorAll(".shade")].map((each) => each.dataset.level));
  return { shown, vague: dots.some(({ vague }) => vague), levels };
}

// The points of a record in the drawing, one for each cell: an initiative weighs as one in each.
function insideOf(record, { starts, counts, lines, vague }, frame) {
  const inside = new Map();
  for (let i = starts[record]; i < starts[record] + counts[record]; i++) {
    if (vague[i] === COUNTRY && !frame.countries) continue;
    const point = frame.place(lines[2 * i], lines[2 * i + 1]);
    if (!point) continue;
    const [x, y] = point;
    const cell = `${Math.floor(x / frame.dot)} ${Math.floor(y / frame.dot)}`;
    inside.set(cell, { x, y, vague: vague[i] >= REGION });
  }
  return inside;
}

function frameOf(svg) {
  const { west, east, south, north, trueAt, dot, countries } = svg.dataset;
  const { width } = svg.viewBox.baseVal;
  const squeeze = Math.cos((trueAt * Math.PI) / 180);
  const scale = width / ((east - west) * squeeze);
  const place = (x, y) => {
    let longitude = (x / 65535) * 360 - 180;
    if (longitude < west) longitude += 360;
    const latitude = (y / 65535) * 180 - 90;
    if (longitude > east || latitude < south || latitude > north) return null;
    return [(longitude - west) * squeeze * scale, (north - latitude) * scale];
  };
  return { place, dot: Number(dot), countries: countries === "yes" };
}

// Where the points of each record begin.
export function startsOf(counts) {
  const starts = new Uint32Array(counts.length);
  for (let i = 1; i < counts.length; i++) starts[i] = starts[i - 1] + counts[i - 1];
  return starts;
}

const radius = (count, least) => least * Math.min(1 + 0.4 * Math.sqrt(count - 1), LARGEST);

function gathered(points) {
  const count = points.length;
  const middle = (name) => points.reduce((sum, point) => sum + point[name], 0) / count;
  return { x: middle("x"), y: middle("y"), count, vague: points.every(({ vague }) => vague) };
}

// Dots of which each has taken in the smaller ones that it touched.
function joined(dots, least) {
  for (let before = Infinity; dots.length < before; ) {
    before = dots.length;
    const kept = [];
    for (const dot of [...dots].sort((a, b) => b.count - a.count || a.x - b.x || a.y - b.y)) {
      const touches = (other) =>
        Math.hypot(other.x - dot.x, other.y - dot.y) < radius(dot.count, least) + radius(other.count, least);
      const near = kept.findIndex(touches);
      if (near < 0) kept.push(dot);
      else kept[near] = union(kept[near], dot);
    }
    dots = kept;
  }
  return dots;
}

function union(one, other) {
  const count = one.count + other.count;
  const middle = (name) => (one[name] * one.count + other[name] * other.count) / count;
  return { x: middle("x"), y: middle("y"), count, vague: one.vague && other.vague };
}

function shapes(layer, { x, y, count, vague }, least) {
  const at = { x: x.toFixed(1), y: y.toFixed(1) };
  const look = vague ? " vague" : "";
  const size = radius(count, least).toFixed(1);
  const circle = shape(layer, "circle", { class: `dot${look}`, cx: at.x, cy: at.y, r: size });
  if (count < NUMBERED) return [circle];
  const text = shape(layer, "text", { class: look.trim(), ...at, dy: ".36em" });
  text.textContent = count;
  return [circle, text];
}

// Hexagons, darker where there are more points.
function shades(layer, points, size) {
  const cells = new Map();
  for (const point of points) {
    const [x, y] = nearest(point, size);
    const key = `${x.toFixed(1)} ${y.toFixed(1)}`;
    cells.set(key, { x, y, count: (cells.get(key)?.count ?? 0) + 1 });
  }
  return [...cells.values()].map(({ x, y, count }) => {
    const level = STEPS.filter((step) => count >= step).length;
    const [wide, tall] = [(size * Math.sqrt(3)) / 2, size / 2];
    const path = `M${x} ${y - size}l${wide} ${tall}v${size}l${-wide} ${tall} ${-wide} ${-tall}v${-size}z`;
    return shape(layer, "path", { class: `shade s${level}`, "data-level": level, d: path });
  });
}

// The middle of the hexagon that a point falls into: one of two rows, in each the nearest column.
function nearest({ x, y }, size) {
  const row = Math.floor(y / (size * 1.5));
  const middles = [row, row + 1].map((each) => {
    const shift = 0.5 * (each & 1);
    const column = Math.round(x / (size * Math.sqrt(3)) - shift);
    return [size * Math.sqrt(3) * (column + shift), size * 1.5 * each];
  });
  const far = ([mx, my]) => Math.hypot(mx - x, my - y);
  return far(middles[0]) <= far(middles[1]) ? middles[0] : middles[1];
}

function shape(layer, name, attributes) {
  const element = document.createElementNS(layer.namespaceURI, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
