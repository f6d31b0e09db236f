// Lights on the map the communes that a search found: all of them thinly, the one under the focus or the pointer strongly.
const NEAR = 9.5;

export class Found {
  constructor(map, outlines) {
    Object.assign(this, { map, outlines, lit: new Map() });
  }

  listen() {
    document.addEventListener("htmx:afterSettle", (event) => event.detail.target?.id === "resultats" && this.light());
    for (const moment of ["focusin", "pointerover"]) {
      document.addEventListener(moment, (event) => this.point(event.target.closest?.("[data-place]")));
    }
  }

  places() {
    return [...document.querySelectorAll("#resultats [data-place]")].map((element) => this.read(element));
  }

  read(element) {
    const [code, departement, x, y] = element.dataset.place.split(",");
    return { code, departement, centre: [Number(x), Number(y)] };
  }

  async light() {
    const places = this.places();
    this.set(new Map(places.map(({ code }) => [code, "found"])));
    if (places.length === 1) {
      await this.show(places[0]);
    }
  }

  async point(element) {
    if (!element) {
      return;
    }
    const place = this.read(element);
    this.set(new Map([...this.places().map(({ code }) => [code, "found"]), [place.code, "pointed"]]));
    await this.show(place);
  }

  // Moves only when the commune is not already in sight, near enough to be seen.
  async show({ departement, centre }) {
    await this.outlines.load([departement]);
    if (!this.outlines.near() || !this.map.getBounds().contains(centre)) {
      this.map.easeTo({ center: centre, zoom: Math.max(this.map.getZoom(), NEAR) });
    }
  }

  set(lit) {
    for (const code of new Set([...this.lit.keys(), ...lit.keys()])) {
      this.map.setFeatureState({ source: "communes", id: code }, { found: lit.has(code), pointed: lit.get(code) === "pointed" });
    }
    this.lit = lit;
  }
}
