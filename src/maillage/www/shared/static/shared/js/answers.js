// Late answers of HTMX. Of two requests for one region the newer wins; what the reader types and where the focus is,
// while an answer comes, is kept.
const pending = new Map();
let memory = null;

function covers(wide, narrow) {
  return wide !== narrow && wide.contains(narrow);
}

function typedIn(region) {
  const fields = [...region.querySelectorAll("input[id], textarea[id]")];
  return new Map(fields.map((field) => [field.id, field.value]));
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const { xhr, target } = event.detail;
  // its answer would land in a region that a request under way is about to replace
  if ([...pending.values()].some((request) => !request.late && covers(request.target, target))) {
    event.preventDefault();
    return;
  }
  for (const request of pending.values()) {
    if (target.contains(request.target)) request.late = true;
  }
  pending.set(xhr, { target, late: false, typed: typedIn(target) });
});

document.addEventListener("htmx:afterRequest", (event) => pending.delete(event.detail.xhr));

document.addEventListener("htmx:beforeSwap", (event) => {
  const request = pending.get(event.detail.xhr);
  if (request?.late) {
    event.detail.shouldSwap = false;
    event.detail.isError = false;
    return;
  }
  const field = document.activeElement;
  if (!event.detail.target?.contains(field)) return;
  const before = request?.typed.get(field.id);
  memory = {
    id: field.id,
    region: event.detail.target.id,
    typed: before !== undefined && before !== field.value ? field.value : null,
    caret: field.selectionStart ?? null,
  };
});

// HTMX gives the focus back to what kept its id; the rest is here: what was typed meanwhile, and a place for a focus whose
// element is gone.
document.addEventListener("htmx:afterSettle", () => {
  const { id, region, typed, caret } = memory ?? {};
  memory = null;
  const same = id ? document.getElementById(id) : null;
  if (same && typed !== null && typed !== undefined && same.value !== typed) {
    same.value = typed;
    if (caret !== null) same.setSelectionRange(caret, caret);
    same.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (region && !same && document.activeElement === document.body) focusOn(document.getElementById(region));
});

function focusOn(region) {
  const place = region?.querySelector("[data-focus-target]") ?? region;
  if (!place) return;
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus();
}
