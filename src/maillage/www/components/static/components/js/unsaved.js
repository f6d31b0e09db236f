// Asks before leaving a form that was changed and not saved. Without this file nothing is lost on the server.
const form = document.querySelector("[data-unsaved]");
const typed = () => JSON.stringify([...new FormData(form)]);
const start = typed();
let sent = false;

form.addEventListener("submit", () => {
  sent = true;
});
window.addEventListener("beforeunload", (event) => {
  if (!sent && typed() !== start) event.preventDefault();
});
