// The map of the studio: France, then départements, then communes; a click adds or removes, the server answers.
import { Changes } from "./changes.js";
import { Drawing } from "./drawing.js";
import { Found } from "./found.js";
import { STYLE, addHatching } from "./layers.js";
import { Outlines } from "./outlines.js";
import { Tip } from "./tip.js";

const FRANCE = [-5.2, 41.3, 9.7, 51.2];
const WORDS = {
  "Map.Title": "Carte des communes",
  "NavigationControl.ZoomIn": "Rapprocher",
  "NavigationControl.ZoomOut": "Éloigner",
};

export async function attachMap(place) {
  const wait = place.querySelector("[data-studio-wait]");
  wait.hidden = false;
  try {
    const library = await import(place.dataset.module);
    library.setWorkerUrl(place.dataset.worker);
    const map = new library.Map({
      container: place.querySelector("[data-studio-canvas]"),
      style: STYLE,
      bounds: FRANCE,
      fitBoundsOptions: { padding: 16 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      minZoom: 2,
      maxZoom: 14,
      locale: WORDS,
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation?.();
    map.addControl(new library.NavigationControl({ showCompass: false }), "bottom-right");
    await new Promise((resolve) => map.once("load", resolve));
    await new Studio(map, place).start();
  } catch {
    const picture = new Image();
    Object.assign(picture, { className: "studio-preview", src: place.dataset.preview, alt: place.dataset.previewText });
    place.querySelector("[data-studio-canvas]").replaceChildren(picture);
  }
  wait.hidden = true;
}

class Studio {
  constructor(map, place) {
    this.map = map;
    this.place = place;
    this.outlines = new Outlines(map, place.dataset);
    this.changes = new Changes(place.dataset.studio, () => this.paint());
    this.tip = new Tip(place.querySelector("[data-studio-tip]"));
    this.found = new Found(map, this.outlines);
    this.painted = new Set();
    this.hatched = new Set();
    this.hovered = null;
  }

  async start() {
    const find = (selector) => this.place.querySelector(selector);
    this.drawing = new Drawing(this.map, find('[data-tool="draw"]'), find("[data-studio-hint]"), (points) => this.changes.draw(points));
    addHatching(this.map);
    this.listen();
    this.loading = this.outlines.france();
    await this.loading;
    find("[data-studio-tools]").hidden = false;
    find("[data-studio-legend]").hidden = false;
    await this.update(true);
  }

  listen() {
    this.map.on("click", (event) => this.click(event));
    this.map.on("mousemove", (event) => this.hover(event));
    this.map.on("mouseout", () => this.leave());
    this.map.getCanvas().addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.leave());
    this.map.on("moveend", () => this.look());
    this.map.on("resize", () => this.look());
    this.found.listen();
    document.addEventListener("studio:change", () => this.update(false));
    document.addEventListener("click", (event) => this.zoomTo(event.target.closest("[data-zoom]")));
    this.place.querySelector("[data-studio-tools]").addEventListener("click", (event) => this.tool(event.target.dataset.tool));
    this.place.querySelector('[data-tool="overseas"]').addEventListener("change", (event) => this.fly(event.target));
  }

  load(departements) {
    this.loading = this.outlines.load(departements);
    return this.loading;
  }

  // All that was asked for is loaded and drawn.
  async drawn() {
    for (let last = null; last !== this.loading; ) {
      last = this.loading;
      await last;
    }
    if (!this.map.loaded()) {
      await new Promise((done) => this.map.once("idle", done));
    }
  }

  async look() {
    await this.load(this.outlines.inView());
    this.paint();
  }

  async update(first) {
    const state = this.changes.read();
    document.querySelectorAll("[data-zoom]").forEach((button) => (button.hidden = !button.dataset.zoom));
    const fromAfar = this.count === 0 && state.codes.length > 0 && !this.outlines.near();
    this.count = state.codes.length;
    const moves = first || fromAfar || this.outOfSight(state.bounds);
    if (first && state.bounds) {
      this.map.jumpTo(this.map.cameraForBounds(state.bounds, { padding: 64, maxZoom: 10 }));
    }
    await this.load(state.departements);
    this.paint();
    this.hatch(state.claimed);
    this.found.light();
    if (moves) {
      this.fit();
    }
  }

  paint() {
    const now = new Set(this.changes.codes);
    for (const [city, arrondissements] of this.outlines.inside) {
      if (this.changes.has(city)) {
        arrondissements.forEach((code) => now.add(code));
      }
    }
    for (const code of this.painted) {
      if (!now.has(code)) {
        this.state("communes", code, { selected: this.changes.has(code) });
      }
    }
    now.forEach((code) => this.state("communes", code, { selected: this.changes.has(code) || !this.changes.codes.has(code) }));
    this.painted = now;
  }

  // Communes that another published perimeter holds; the list beside the map says whose.
  hatch(codes) {
    const now = new Set(codes);
    new Set([...this.hatched, ...now]).forEach((code) => this.state("communes", code, { claimed: now.has(code) }));
    this.hatched = now;
  }

  state(source, id, value) {
    this.map.setFeatureState({ source, id }, value);
  }

  under(point) {
    const layers = this.outlines.near() ? ["communes", "departements"] : ["departements"];
    return this.map.queryRenderedFeatures(point, { layers })[0];
  }

  // What is not drawn yet under a click is waited for: the click is never lost, nor taken for another place.
  async click({ lngLat, point }) {
    if (this.drawing.active) {
      this.drawing.add(lngLat);
      return;
    }
    let feature = this.under(point);
    if (feature?.source !== "communes") {
      await this.drawn();
      point = this.map.project(lngLat);
      feature = this.under(point);
    }
    if (feature?.source === "departements") {
      this.outlines.frame(feature.properties.code);
    } else if (feature) {
      this.choose(feature.properties, point);
    }
  }

  // Enter that has just closed a drawing is spent.
  key(event) {
    if (event.key === "Enter" && !event.defaultPrevented && !this.drawing.active) {
      this.chooseCentre();
    }
  }

  // by keyboard: the arrows and + - bring a place under the cross, Enter opens it or takes it
  async chooseCentre() {
    await this.drawn();
    const lngLat = this.map.getCenter();
    this.click({ lngLat, point: this.map.project(lngLat) });
  }

  choose({ code, parent, ...told }, point) {
    let selected = false;
    if (parent && this.changes.has(parent)) {
      this.changes.carve(parent, this.outlines.inside.get(parent), code);
    } else {
      selected = this.changes.toggle(code);
    }
    this.painted.add(code);
    this.state("communes", code, { selected });
    this.tip.show(point, told, selected ? "ajoutée" : "retirée");
  }

  hover(event) {
    const feature = this.drawing.active ? null : this.under(event.point);
    if (feature?.id !== this.hovered?.id || feature?.source !== this.hovered?.source) {
      this.leave();
      this.hovered = feature ? { source: feature.source, id: feature.id } : null;
      if (this.hovered) {
        this.state(this.hovered.source, this.hovered.id, { hover: true });
      }
    }
    if (feature) {
      const zoom = feature.source === "departements" ? "cliquer pour voir ses communes" : "";
      this.tip.show(event.point, feature.properties, zoom);
    }
    this.map.getCanvas().style.cursor = this.drawing.active ? "crosshair" : feature ? "pointer" : "";
  }

  leave() {
    if (this.hovered) {
      this.state(this.hovered.source, this.hovered.id, { hover: false });
    }
    this.hovered = null;
    this.tip.hide();
  }

  outOfSight(bounds) {
    const seen = this.map.getBounds();
    const inside = (x, y) => seen.contains([x, y]);
    return bounds !== null && !inside(bounds[0], bounds[1]) && !inside(bounds[2], bounds[3]);
  }

  fit() {
    const state = this.changes.state;
    const mainland = state.codes.filter((code) => !code.startsWith("97"));
    const bounds = this.outlines.around(mainland.length ? mainland : state.codes) ?? state.bounds;
    if (bounds) {
      this.map.fitBounds(bounds, { padding: { top: 64, right: 32, bottom: 48, left: 32 }, maxZoom: 11 });
    } else if (state.target) {
      this.map.easeTo({ center: state.target, zoom: 9.5 });
    } else {
      this.map.fitBounds(FRANCE, { padding: 16 });
    }
  }

  zoomTo(button) {
    if (button?.dataset.zoom) {
      this.map.fitBounds(button.dataset.zoom.split(",").map(Number), { padding: 80, maxZoom: 11 });
      this.place.scrollIntoView({ block: "nearest" });
    }
  }

  tool(name) {
    if (name === "fit") {
      this.fit();
    } else if (name === "france") {
      this.map.fitBounds(FRANCE, { padding: 16 });
    }
  }

  fly(select) {
    if (this.outlines.boxes.has(select.value)) {
      this.outlines.frame(select.value);
    }
    select.value = "";
  }
}
