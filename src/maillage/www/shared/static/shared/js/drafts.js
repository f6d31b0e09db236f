// What is typed in a workspace stays in this browser until the server has it: a session that ends, a page that is closed or
// a network that drops loses nothing. Kept by person, for a week; thrown away once saved, or at sign-out.
import { say } from "./live.js";

const ROOM = "maillage:brouillon:";
const DAYS = 7;
const PAUSE = 400;
const UNTOLD = new Set(["csrfmiddlewaretoken", "version", "cle"]);
const person = document.body.dataset.person;

function stored() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(ROOM));
  } catch {
    return [];
  }
}

const read = (key) => JSON.parse(localStorage.getItem(key));
const keep = (key, draft) => {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // a full or closed store: the form works as it did without drafts
  }
};

const forgetAll = () => stored().forEach((key) => localStorage.removeItem(key));

// A form was sent. Its words are saved when a page of the workspace answers without refusing; any other page (sign-in, an
// error, one that « back », « reload » or a typed address shows after a cut of the network) has saved nothing.
function settle() {
  const answers =
    performance.getEntriesByType("navigation")[0]?.type === "navigate" && document.referrer.startsWith(`${location.origin}/`);
  const refused = !person || !answers || document.querySelector("[data-refused]") !== null;
  for (const key of stored()) {
    const draft = read(key);
    if (Date.now() - draft.at > DAYS * 86_400_000 || (draft.sent && !refused)) {
      localStorage.removeItem(key);
    } else if (draft.sent) {
      keep(key, { ...draft, sent: false });
    }
  }
}

const fields = (form) =>
  [...form.elements].filter(
    (one) => one.name && !UNTOLD.has(one.name) && one.matches("textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit])"),
  );
const state = (one) => (one.matches("[type=checkbox], [type=radio]") ? one.checked : one.value);
const values = (form) => fields(form).map((one) => [one.name, one.matches("[type=checkbox], [type=radio]") ? one.value : "", state(one)]);

class Draft {
  constructor(form) {
    this.form = form;
    this.key = `${ROOM}${person}:${location.pathname}#${new URL(form.action).pathname}`;
    this.start = JSON.stringify(values(form));
    this.offer();
    form.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), PAUSE);
    });
    form.addEventListener("change", () => this.save());
    form.addEventListener("submit", () => this.save(true));
    addEventListener("pagehide", () => this.timer && !this.left && this.save());
  }

  save(sent = false) {
    clearTimeout(this.timer);
    this.timer = null;
    this.left = sent;
    const now = values(this.form);
    if (JSON.stringify(now) === this.start && !sent) {
      localStorage.removeItem(this.key);
    } else if (JSON.stringify(now) !== this.start) {
      keep(this.key, { at: Date.now(), sent, values: now });
    }
  }

  offer() {
    const kept = localStorage.getItem(this.key);
    if (!kept || JSON.stringify(JSON.parse(kept).values) === this.start) {
      return;
    }
    const draft = JSON.parse(kept);
    const box = document.getElementById("brouillon-modele").content.firstElementChild.cloneNode(true);
    const when = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeStyle: "short" }).format(draft.at);
    box.querySelector("[data-brouillon-quand]").textContent = when;
    box.querySelector("[data-brouillon-reprendre]").addEventListener("click", () => {
      this.restore(draft.values);
      box.remove();
      say("Le texte gardé est repris dans le formulaire. Enregistrez-le.");
    });
    box.querySelector("[data-brouillon-jeter]").addEventListener("click", () => {
      localStorage.removeItem(this.key);
      box.remove();
      say("Le texte gardé est jeté.");
    });
    this.form.prepend(box);
    this.form.closest("details")?.setAttribute("open", "");
  }

  // A row that was added by script is added again by the button that adds them.
  restore(kept) {
    for (const list of this.form.querySelectorAll("[data-rows]")) {
      const add = list.querySelector("[data-add-row]");
      const lacks = () => kept.some(([name]) => name.startsWith(`${list.dataset.prefix}-`) && !this.form.elements[name]);
      while (!add.hidden && lacks()) {
        add.click();
      }
    }
    const all = fields(this.form);
    const places = new Map();
    for (const [name, value, wanted] of kept) {
      const key = `${name}\n${value}`;
      const same = all.filter((one) => one.name === name && (typeof wanted !== "boolean" || one.value === value));
      const one = same[places.get(key) ?? 0];
      places.set(key, (places.get(key) ?? 0) + 1);
      if (one && typeof wanted === "boolean") {
        one.checked = wanted;
      } else if (one) {
        one.value = wanted;
      }
    }
    all.at(0)?.dispatchEvent(new Event("input", { bubbles: true }));
    this.form.querySelector("textarea, input:not([type=hidden])")?.focus();
  }
}

settle();
if (document.querySelector("[data-erased-account]")) {
  forgetAll();
}
if (person) {
  document.querySelectorAll("main form[method=post]:not([hx-trigger])").forEach((form) => {
    if (form.querySelector("textarea, input[type=text], input:not([type]), input[type=date], input[type=number], input[type=email]")) {
      new Draft(form);
    }
  });
}
document.addEventListener("submit", (event) => {
  // leaving an unfinished sign-in posts there too, and signs nobody out
  if (new URL(event.target.action).pathname === "/compte/logout/" && event.target.id !== "logout-from-stage") {
    forgetAll();
  }
});
