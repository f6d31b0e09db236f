// Keeps focus where the reader works, and says each change, when HTMX replaces the fragment.
import { say } from "../shared/js/live.js";

const FALLBACKS = [
  [".studio-table", "#communes"],
  ["#resultats, .studio-search", "#recherche"],
  [".studio-lists", "#rapport, #selection, #debuter"],
  ["*", "#selection, #debuter"],
];

function remembered(active, fragment) {
  if (!active || !fragment.contains(active)) {
    return null;
  }
  const fallback = FALLBACKS.find(([region]) => active.closest(region));
  return { id: active.id, caret: active.selectionStart ?? null, fallback: fallback[1] };
}

function restore(memory, fragment) {
  const found = memory.id ? document.getElementById(memory.id) : null;
  const same = found?.checkVisibility() ? found : null;
  const target = same ?? fragment.querySelector(memory.fallback);
  target?.focus({ preventScroll: same !== null });
}

function announce(fragment) {
  say(fragment.querySelector("[data-studio-announcement]")?.textContent ?? "");
}

export function attachFragment(fragment) {
  let memory = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== fragment) {
      return;
    }
    memory = remembered(document.activeElement, fragment);
    if (event.detail.xhr.status === 404 && event.detail.serverResponse.includes("studio-donnees")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target !== fragment) {
      return;
    }
    if (memory) {
      restore(memory, fragment);
      memory = null;
    }
    announce(fragment);
    fragment.dispatchEvent(new CustomEvent("studio:change", { bubbles: true }));
  });
  // a search says its sentence, not the whole list
  document.addEventListener("htmx:afterSwap", (event) => {
    const { target } = event.detail;
    if (target?.id === "resultats") say(target.querySelector(".studio-results-sentence")?.textContent ?? "");
  });
  document.addEventListener("htmx:historyRestore", () => {
    document.getElementById("studio-fragment").dispatchEvent(new CustomEvent("studio:change", { bubbles: true }));
  });
}
