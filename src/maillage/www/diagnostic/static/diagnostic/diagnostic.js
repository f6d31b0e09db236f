// The comforts of the diagnosis: notes kept in the browser, documents with progress, the link, the printer.
import { attachDocuments } from "./documents.js";
import { attachNotes } from "./notes.js";
import { attachCopy } from "../shared/js/copy.js";
import { say } from "../shared/js/live.js";

// The map of another indicator: its title says what came.
function attachMap() {
  document.addEventListener("htmx:afterSettle", () => {
    const caption = document.querySelector("#carte figcaption");
    if (caption) say(`Carte affichée : ${caption.textContent.replace(/\s+/g, " ").trim()}`);
  });
}

function attachPrint() {
  const button = document.querySelector("[data-imprimer]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// On a phone the blocks open one by one: their titles make a page that one can scan.
function foldBlocks() {
  if (window.matchMedia("(min-width: 62rem)").matches) return;
  for (const block of document.querySelectorAll("[data-bloc]")) block.open = false;
}

// A place that lies in a closed group opens it.
function openTarget() {
  const place = window.location.hash.length > 1 ? document.getElementById(window.location.hash.slice(1)) : null;
  const group = place?.closest("details");
  if (!group || group.open) return;
  group.open = true;
  place.scrollIntoView();
}

function beforePrint() {
  for (const block of document.querySelectorAll("[data-bloc], .diag-tableau-communes")) block.open = true;
}

const page = document.querySelector("[data-diagnostic]");
if (page) {
  attachNotes(page.dataset.cle);
  attachDocuments();
  attachCopy();
  attachMap();
  attachPrint();
  foldBlocks();
  openTarget();
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", beforePrint);
}
