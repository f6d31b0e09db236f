// Sends what the reader picks on the map to the server, one request at a time; quick clicks wait and go together.
export class Changes {
  constructor(address, onFailure) {
    this.address = address;
    this.onFailure = onFailure;
    this.busy = false;
    this.waiting = new Map();
  }

  read() {
    this.state = JSON.parse(document.getElementById("studio-donnees").textContent);
    this.codes = new Set(this.state.codes);
    return this.state;
  }

  has(code) {
    return this.waiting.get(code) ?? this.sent?.get(code) ?? this.codes.has(code);
  }

  toggle(code) {
    const wanted = !this.has(code);
    this.waiting.set(code, wanted);
    this.flush();
    return wanted;
  }

  // Takes an arrondissement out of a city that was selected whole: the others take the place of the city.
  carve(city, arrondissements, removed) {
    this.waiting.set(city, false);
    arrondissements.forEach((code) => this.waiting.set(code, code !== removed));
    this.flush();
  }

  draw(points) {
    this.send({ dessin: points.map(([x, y]) => `${x.toFixed(4)},${y.toFixed(4)}`).join(";") });
  }

  async flush() {
    if (this.busy || this.waiting.size === 0) {
      return;
    }
    this.sent = this.waiting;
    this.waiting = new Map();
    const chosen = (kept) => [...this.sent].filter(([, wanted]) => wanted === kept).map(([code]) => code);
    const [added, removed] = [chosen(true), chosen(false)];
    await this.send({
      ...(added.length ? { ajouter: added.join(",") } : {}),
      ...(removed.length ? { retirer: removed.join(",") } : {}),
    });
    this.sent = null;
    this.flush();
  }

  async send(change) {
    const { s, view } = this.state;
    const query = new URLSearchParams({ ...(s ? { s } : {}), ...view, ...change });
    this.busy = true;
    try {
      await window.htmx.ajax("GET", `${this.address}?${query}`, { target: "#studio-fragment", swap: "innerHTML" });
    } finally {
      this.busy = false;
    }
    // the next clicks start from the answer, whose announcement comes a little later
    this.read();
    if (this.state.s === s) {
      this.onFailure();
    }
  }
}
