// Fetches the outlines that the view needs, each once, and gives them to the map together.
import { COMMUNES_FROM } from "./layers.js";

const MAX_AT_ONCE = 9;
// What a view framed on one département may lose to its margins, in levels of zoom.
const LOOSE = 0.15;
const FRAME = { padding: 24 };

export function boundsOf(geometry) {
  const box = [180, 90, -180, -90];
  const visit = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]);
      box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]);
      box[3] = Math.max(box[3], part[1]);
    } else {
      part.forEach(visit);
    }
  };
  visit(geometry.coordinates);
  return box;
}

const touch = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

export class Outlines {
  constructor(map, data) {
    this.map = map;
    this.data = data;
    this.boxes = new Map();
    this.asked = new Map();
    this.communes = new Map();
    this.inside = new Map();
    this.epcis = [];
  }

  async json(address) {
    const answer = await fetch(`${address}?v=${encodeURIComponent(this.data.stamp)}`);
    if (!answer.ok) {
      throw new Error(`${answer.status}`);
    }
    return answer.json();
  }

  async france() {
    const collection = await this.json(this.data.outlines);
    for (const feature of collection.features) {
      this.boxes.set(feature.properties.code, boundsOf(feature.geometry));
    }
    this.map.getSource("departements").setData(collection);
  }

  async load(departements) {
    const missing = departements.filter((code) => !this.asked.has(code));
    if (missing.length > 0) {
      missing.forEach((code) => this.asked.set(code, this.one(code)));
      await Promise.allSettled(missing.map((code) => this.asked.get(code)));
      this.show();
    }
    await Promise.allSettled(departements.map((code) => this.asked.get(code)));
  }

  async one(code) {
    try {
      const [communes, epcis] = await Promise.all([
        this.json(this.data.outlinesCommunes.replace("DEP", code)),
        this.json(this.data.outlinesEpci.replace("DEP", code)),
      ]);
      communes.features.forEach((feature) => this.keep(feature));
      this.epcis.push(...(epcis.features ?? [epcis]));
    } catch (error) {
      this.asked.delete(code);
      throw error;
    }
  }

  keep(feature) {
    const { code, parent } = feature.properties;
    this.communes.set(code, feature);
    if (parent) {
      this.inside.set(parent, [...(this.inside.get(parent) ?? []), code]);
    }
  }

  show() {
    this.map.getSource("communes").setData({ type: "FeatureCollection", features: [...this.communes.values()] });
    this.map.getSource("epcis").setData({ type: "FeatureCollection", features: this.epcis });
  }

  around(codes) {
    const box = [180, 90, -180, -90];
    for (const code of codes) {
      const feature = this.communes.get(code);
      if (feature) {
        const [west, south, east, north] = (feature.box ??= boundsOf(feature.geometry));
        box.splice(0, 4, Math.min(box[0], west), Math.min(box[1], south), Math.max(box[2], east), Math.max(box[3], north));
      }
    }
    return box[0] <= box[2] ? box : null;
  }

  // Codes of the départements of the view, the nearest to its centre first.
  fromCentre() {
    const view = this.map.getBounds().toArray().flat();
    const { lng, lat } = this.map.getCenter();
    const far = (box) => Math.hypot((box[0] + box[2]) / 2 - lng, (box[1] + box[3]) / 2 - lat);
    return [...this.boxes].filter(([, box]) => touch(view, box)).sort(([, a], [, b]) => far(a) - far(b)).map(([code]) => code);
  }

  // Communes show from a fixed zoom, or as soon as one département fills the map: a large one on a phone does so from afar.
  near() {
    const zoom = this.map.getZoom();
    if (zoom >= COMMUNES_FROM) {
      return true;
    }
    const [centre] = this.fromCentre();
    return centre !== undefined && zoom >= this.map.cameraForBounds(this.boxes.get(centre), FRAME).zoom - LOOSE;
  }

  inView() {
    return this.near() ? this.fromCentre().slice(0, MAX_AT_ONCE) : [];
  }

  frame(code) {
    this.map.fitBounds(this.boxes.get(code), FRAME);
  }
}
