// Lets the reader draw a contour: points by click, or by keyboard at the centre of the map, which the arrows move. It is
// closed by double click, Enter or the button; Escape leaves.
import { say } from "../shared/js/live.js";

const HINT =
  "Posez les points d’un clic ; au clavier, les flèches déplacent la carte et Espace pose un point sous la croix. " +
  "Double-clic, Entrée ou « Fermer le tracé » pour fermer le contour, Échap pour renoncer.";

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
    map.getCanvas().addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("keydown", (event) => this.active && event.key === "Escape" && this.stop());
  }

  start() {
    this.active = true;
    this.points = [];
    this.label("Fermer le tracé");
    this.tell(HINT);
    this.hint.hidden = false;
    this.map.doubleClickZoom.disable();
    this.map.getCanvas().focus();
  }

  add(lngLat) {
    const point = lngLat.toArray();
    const last = this.points.at(-1);
    if (!last || Math.hypot(last[0] - point[0], last[1] - point[1]) > 1e-4) {
      this.points.push(point);
      say(`Point ${this.points.length} posé.`);
    }
    this.show(point);
  }

  key(event) {
    if (!this.active) {
      return;
    }
    if (event.key === " ") {
      event.preventDefault();
      this.add(this.map.getCenter());
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.close();
    }
  }

  close() {
    const points = this.points;
    if (points.length < 3) {
      this.tell("Un contour demande au moins trois points. " + HINT);
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

  tell(sentence) {
    this.hint.textContent = sentence;
    say(sentence);
  }

  label(text) {
    this.button.textContent = text;
    this.button.setAttribute("aria-pressed", String(this.active));
    this.map.getCanvas().classList.toggle("is-drawing", this.active);
    this.map.getContainer().classList.toggle("has-cross", this.active);
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
