// The simulator's comforts: sliders, a growing list of indicators, the shared link.
import { attachIndicators } from "./indicateurs.js";
import { attachRates } from "./taux.js";
import { attachCopy } from "../shared/js/copy.js";
import { say } from "../shared/js/live.js";

const WIDE = "(min-width: 64rem)";

function openWideGroups() {
  if (!window.matchMedia(WIDE).matches) return;
  for (const group of document.querySelectorAll("[data-ouvert-large]")) group.open = true;
}

// After each answer: says the result, and marks the fields that it refuses.
function attachAnswers() {
  document.addEventListener("htmx:afterSwap", () => {
    const results = document.querySelector("#resultats");
    if (!results) return;
    say(results.dataset.annonce ?? "");
    for (const control of document.querySelectorAll("[data-simulateur] [aria-invalid]")) control.removeAttribute("aria-invalid");
    for (const field of document.querySelectorAll("[data-simulateur] .field-wrong")) field.classList.remove("field-wrong");
    for (const link of results.querySelectorAll("[data-champ]")) markWrong(document.querySelector(link.getAttribute("href")));
  });
}

function markWrong(control) {
  if (!control) return;
  control.setAttribute("aria-invalid", "true");
  control.closest(".field")?.classList.add("field-wrong");
  const group = control.closest("details");
  if (group) group.open = true;
}

// What somebody typed is no longer an example.
function dropExampleMarks() {
  document.querySelector("[data-simulateur]")?.addEventListener("input", (event) => {
    const field = event.target.closest(".field");
    field?.querySelector(".exemple")?.remove();
    field?.querySelector(".est-exemple")?.classList.remove("est-exemple");
  });
}

openWideGroups();
dropExampleMarks();
attachAnswers();
attachRates();
attachIndicators();
attachCopy();
