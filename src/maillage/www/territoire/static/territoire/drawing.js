// Lets the reader draw a contour: points by click, closed by double click, Enter or the button; Escape leaves.
const HINT = "Posez les points d’un clic ; double-clic ou Entrée pour fermer le contour, Échap pour renoncer.";

export class Drawing {
  constructor(map, button, hint, done) {
    Object.assign(this, { map, button, hint, done, points: [], active: false });
    button.addEventListener("click", () => (this.active ? this.close() : this.start()));
    map.on("mousemove", (event) => this.active && this.show(event.lngLat.toArray()));
    map.on("dblclick", (event) => {
      if (this.active) {
        event.preventDefault();
        this.close();
      }
    });
    document.addEventListener("keydown", (event) => this.key(event));
  }

  start() {
    this.active = true;
    this.points = [];
    this.label("Fermer le tracé");
    this.hint.textContent = HINT;
    this.hint.hidden = false;
    this.map.doubleClickZoom.disable();
    this.map.getCanvas().focus();
  }

  add(lngLat) {
    const point = lngLat.toArray();
    const last = this.points.at(-1);
    if (!last || Math.hypot(last[0] - point[0], last[1] - point[1]) > 1e-4) {
      this.points.push(point);
    }
    this.show(point);
  }

  key(event) {
    if (!this.active) {
      return;
    }
    if (event.key === "Escape") {
      this.stop();
    } else if (event.key === "Enter" && event.target !== this.button) {
      event.preventDefault();
      this.close();
    }
  }

  close() {
    const points = this.points;
    if (points.length < 3) {
      this.hint.textContent = "Un contour demande au moins trois points. " + HINT;
      return;
    }
    this.stop();
    this.done(points);
  }

  stop() {
    this.active = false;
    this.points = [];
    this.label("Dessiner");
    this.hint.hidden = true;
    this.show();
    setTimeout(() => this.map.doubleClickZoom.enable(), 300);
  }

  label(text) {
    this.button.textContent = text;
    this.button.setAttribute("aria-pressed", String(this.active));
    this.map.getCanvas().classList.toggle("is-drawing", this.active);
  }

  show(end) {
    const ring = end ? [...this.points, end] : this.points;
    const feature = (type, coordinates) => ({ type: "Feature", properties: {}, geometry: { type, coordinates } });
    const features = this.points.map((point) => feature("Point", point));
    if (ring.length > 2) {
      features.push(feature("Polygon", [[...ring, ring[0]]]));
    } else if (ring.length === 2) {
      features.push(feature("LineString", ring));
    }
    this.map.getSource("dessin").setData({ type: "FeatureCollection", features });
  }
}
