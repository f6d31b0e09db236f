// Asks before leaving a form whose words were changed and not saved. Without this file nothing is lost on the server.
const form = document.querySelector("[data-unsaved]");
const field = form.querySelector("[data-editor]");
const start = field.defaultValue;
let sent = false;

form.addEventListener("submit", () => {
  sent = true;
});
window.addEventListener("beforeunload", (event) => {
  if (!sent && field.value !== start) event.preventDefault();
});
