// The small label that follows the pointer: name and population of what lies under it.
const number = new Intl.NumberFormat("fr-FR");

export class Tip {
  constructor(element) {
    this.element = element;
  }

  show(point, properties, more) {
    const name = document.createElement("strong");
    name.textContent = properties.nom;
    const lines = [Number.isFinite(properties.pop) ? `${number.format(properties.pop)} hab.` : "", more].filter(Boolean);
    this.element.replaceChildren(name, ...lines.map((text) => Object.assign(document.createElement("span"), { textContent: text })));
    this.element.hidden = false;
    const room = this.element.parentElement.clientWidth - this.element.offsetWidth - 8;
    const left = Math.max(8, Math.min(point.x + 14, room));
    this.element.style.transform = `translate(${left}px, ${Math.max(8, point.y - this.element.offsetHeight - 10)}px)`;
  }

  hide() {
    this.element.hidden = true;
  }
}
