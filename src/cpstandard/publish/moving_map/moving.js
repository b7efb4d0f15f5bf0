// A map of the results that can be moved and zoomed: Leaflet over our own outlines, which come from
// this folder. Nothing is asked of any other host.
import { make } from "../search/elements.js";
import { around, marksOf, placeOf, radius, spot, spotsOf } from "./marks.js";
import { Records } from "./records.js";

const NEAREST = 11; // points are told to a third of a kilometre
const CLOSE = 9; // the zoom beyond which the map goes only where it is led
const RESTED = 300; // milliseconds after which the address says where the map was moved
const LAND = [[-60, -170], [84, 190]];

export class MovingMap {
  // Loads what is needed and makes the map in `box`; `tell` is called with what it shows, `moved`
  // with where it is, as a text for the address.
  static async open(box, said) {
    const [land] = await Promise.all([json("land.json"), import("./leaflet.js"), styled("leaflet.css"), styled("moving.css")]);
    return new MovingMap(box, land, said);
  }

  constructor(box, land, { index, phrases, words, tell, moved }) {
    this.L = globalThis.L;
    this.said = { index, phrases, words, tell, moved };
    this.marks = new Map();
    const ground = make("div", { class: "ground", role: "region", "aria-label": phrases.say("map-keys") });
    this.records = new Records(index, phrases, words);
    const zooms = ["in", "out"].map((way) => make("button", { class: "secondary", type: "button", text: phrases.say(`zoom-${way}`) }));
    box.replaceChildren(make("p", { class: "row" }, ...zooms), ground, this.records.box);
    this.map = this.begun(ground);
    this.zoomable(...zooms);
    this.draw(land);
    this.map.on("moveend", () => this.gather());
    new ResizeObserver(() => this.measure()).observe(ground);
  }

  // How large it is is only known while it is shown; on a phone all the world fits at zoom 0.
  measure() {
    this.map.invalidateSize({ animate: false });
    this.map.setMinZoom(this.map.getContainer().clientWidth > 500 ? 1 : 0);
  }

  begun(ground) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = this.L.map(ground, {
      attributionControl: false,
      fadeAnimation: !still,
      inertia: !still,
      markerZoomAnimation: false,
      maxBounds: LAND,
      maxZoom: NEAREST,
      renderer: this.L.canvas({ padding: 0.4 }),
      scrollWheelZoom: false,
      zoomAnimation: !still,
      zoomControl: false,
      zoomSnap: 0.5,
    });
    // The wheel scrolls the page, until the reader turned to the map.
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    return map;
  }

  // A button that can do no more says so, and keeps the focus.
  zoomable(closer, wider) {
    closer.addEventListener("click", () => this.map.zoomIn());
    wider.addEventListener("click", () => this.map.zoomOut());
    this.map.on("zoomend", () => {
      const zoom = this.map.getZoom();
      closer.setAttribute("aria-disabled", zoom >= this.map.getMaxZoom());
      wider.setAttribute("aria-disabled", zoom <= this.map.getMinZoom());
    });
  }

  draw({ steps, countries }) {
    const shapes = countries.map((rings) => this.L.polygon(rings.map((ring) => [unrolled(ring, steps)]), { interactive: false }));
    const land = this.L.featureGroup(shapes);
    const coloured = () => {
      const colours = getComputedStyle(document.documentElement);
      const colour = (name) => colours.getPropertyValue(name).trim();
      land.setStyle({ color: colour("--paper"), fillColor: colour("--land"), fillOpacity: 1, weight: 0.8 });
    };
    coloured();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", coloured);
    this.land = land;
  }

  // Shows the records `found`; the map goes to where they are (in `frame`, degrees) when they are
  // others than before, or to the place `at` if the address names another than it was told.
  show(points, found, frame, at) {
    points.spots ??= spotsOf(points.lines);
    const isOther = !same(this.found, found);
    Object.assign(this, { points, found });
    if (isOther) this.records.close();
    this.measure();
    const asked = at !== this.told && position(at);
    this.told = at;
    if (asked) this.map.setView(asked.slice(0, 2), asked[2], { animate: false });
    else if (isOther) this.fit(frame);
    else return this.gather();
    if (!this.map.hasLayer(this.land)) this.land.addTo(this.map);
    this.gather();
  }

  fit({ west, east, south, north, countries }) {
    const [left, top] = spot(Number(west), Number(north));
    const [right, bottom] = spot(Number(east), Number(south));
    const frame = { west: left, north: top, east: right, south: bottom, countries: countries === "yes" };
    const box = around(this.found, this.points, frame);
    this.map.fitBounds(box ? bounds(box) : LAND, { maxZoom: CLOSE, padding: [28, 28], animate: false });
  }

  // Draws the marks of what is seen. One that stays keeps its element, and with it the focus.
  gather() {
    if (!this.found) return;
    const zoom = this.map.getZoom();
    const seen = this.map.getBounds();
    const [west, north] = spot(seen.getWest(), seen.getNorth());
    const [east, south] = spot(seen.getEast(), seen.getSouth());
    const { marks, ...told } = marksOf(this.found, this.points, { west, north, east, south }, zoom);
    const keyed = new Map(marks.map((mark) => [[zoom, mark.x, mark.y, mark.count, mark.vague].join(), mark]));
    for (const [key, marker] of this.marks) {
      if (keyed.has(key)) continue;
      marker.remove();
      this.marks.delete(key);
    }
    for (const [key, mark] of keyed) {
      if (this.marks.has(key)) this.marks.get(key).mark = mark;
      else this.marks.set(key, this.marked(mark, zoom));
    }
    this.said.tell({ ...told, found: this.found.length });
    clearTimeout(this.timer);
    const { lat, lng } = this.map.getCenter();
    this.timer = setTimeout(() => {
      this.told = [lat.toFixed(3), lng.toFixed(3), zoom].join();
      this.said.moved(this.told);
    }, RESTED);
  }

  marked(mark, zoom) {
    const { L, map, said } = this;
    const { x, y, count, vague } = mark;
    const size = 2 * radius(count);
    const text = count > 1 ? said.phrases.numbers.format(count) : "";
    const look = `spot${vague ? " vague" : ""}${count > 1 ? "" : " single"}`;
    const icon = L.divIcon({ className: look, iconSize: [size, size], html: make("span", { text }) });
    const place = placeOf(x / (256 * 2 ** zoom), y / (256 * 2 ** zoom));
    const marker = L.marker(place, { icon, autoPanOnFocus: false, riseOnHover: true, zIndexOffset: -count });
    marker.mark = mark;
    marker.addTo(map);
    const element = marker.getElement();
    const isLast = count === 1 || zoom >= NEAREST || isOneSpot(mark.box);
    element.setAttribute("aria-label", said.phrases.count(isLast ? "mark-list" : "mark-zoom", count));
    const go = () => (isLast ? this.list(marker) : this.enter(marker.mark));
    marker.on("click", go);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      go();
    });
    if (count === 1) this.named(marker, element);
    return marker;
  }

  // The name of a single record is fetched when it is pointed at.
  named(marker, element) {
    const name = async () => {
      const text = await this.records.nameOf(marker.mark.records[0]);
      element.setAttribute("aria-label", text);
      if (!marker.getTooltip()) marker.bindTooltip(make("span", { text }), { direction: "top" });
      if (element.matches(":hover, :focus")) marker.openTooltip();
    };
    for (const event of ["focus", "mouseenter"]) element.addEventListener(event, () => name().catch(console.error), { once: true });
  }

  enter({ box }) {
    const area = this.L.latLngBounds(bounds(box));
    const zoom = Math.min(NEAREST, Math.max(this.map.getBoundsZoom(area, false, [56, 56]), this.map.getZoom() + 1));
    this.map.setView(area.getCenter(), zoom);
    this.map.getContainer().focus({ preventScroll: true }); // the mark goes, and would take the focus along
  }

  list(marker) {
    const back = () => (marker.getElement() ?? this.map.getContainer()).focus();
    this.records.show(marker.mark.records, back).catch(console.error);
  }
}

const isOneSpot = ({ west, east, north, south }) => east - west < 1e-9 && south - north < 1e-9;
const bounds = ({ west, east, north, south }) => [placeOf(west, south), placeOf(east, north)];
const same = (one, other) => one?.length === other.length && other.every((each, i) => each === one[i]);

// A latitude, a longitude and a zoom, as the address has them; null where it says anything else.
function position(at) {
  const parts = /^-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?,\d{1,2}(\.\d+)?$/.test(at) ? at.split(",").map(Number) : [];
  return parts.length ? parts : null;
}

// The corners of a ring in degrees: steps by turns to the east and to the north.
function unrolled(ring, steps) {
  let [x, y] = [0, 0];
  return Array.from({ length: ring.length / 2 }, (_, i) => {
    x += ring[2 * i];
    y += ring[2 * i + 1];
    return [y / steps, x / steps];
  });
}

async function json(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${response.status} ${name}`);
  return response.json();
}

function styled(name) {
  return new Promise((resolve, reject) => {
    const link = make("link", { rel: "stylesheet", href: new URL(name, import.meta.url).href });
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error(name)));
    document.head.append(link);
  });
}
