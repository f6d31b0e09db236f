// Adds a row to the list of indicators; the server offers two empty ones in any case.
export function attachIndicators() {
  const list = document.querySelector("[data-lignes]");
  const button = document.querySelector("[data-ajouter-ligne]");
  if (!list || !button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const row = copyOf(list.lastElementChild);
    list.append(row);
    row.querySelector("input").focus();
  });
}

function copyOf(last) {
  const row = last.cloneNode(true);
  const before = Number(last.dataset.ligne);
  row.dataset.ligne = String(before + 1);
  row.classList.remove("field-wrong");
  row.querySelector(".field-error")?.remove();
  row.querySelector("[data-numero]").textContent = String(before + 1);
  for (const control of row.querySelectorAll("[name]")) {
    control.name = control.name.replace(`ind.${before}.`, `ind.${before + 1}.`);
    if (control.tagName === "INPUT") control.value = "";
  }
  return row;
}
