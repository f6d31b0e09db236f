// Opens « Pourquoi ? » as a drawer at the right; Escape, « Fermer » or a click beside it closes and gives focus back.
export function attachWhy(root) {
  let opener = null;
  const place = () => root.querySelector("[data-studio-why]");

  function open(dialog) {
    dialog.showModal();
    dialog.querySelector("h2").focus();
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      opener?.focus();
    });
  }

  root.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target === place()) {
      opener = event.detail.elt;
    }
  });
  root.addEventListener("htmx:afterSwap", (event) => {
    const dialog = event.detail.target === place() ? place().querySelector("dialog") : null;
    if (dialog) {
      open(dialog);
    }
  });
}
