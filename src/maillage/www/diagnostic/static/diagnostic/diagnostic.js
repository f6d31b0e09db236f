// The comforts of the diagnosis: notes kept in the browser, documents with progress, the link, the printer.
import { attachDocuments } from "./documents.js";
import { attachNotes } from "./notes.js";

function attachCopy() {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-copier]");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    link.textContent = "Lien copié";
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
  attachPrint();
  foldBlocks();
  openTarget();
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", beforePrint);
}
