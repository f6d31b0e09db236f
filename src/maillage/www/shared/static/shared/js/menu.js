// Closes the menu of the phone when one leaves it: Escape, or a press elsewhere. Without this file it still opens and closes.
const menu = document.querySelector("[data-site-menu]");

function close(backToButton) {
  if (!menu.open) return;
  menu.open = false;
  if (backToButton) menu.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close(true);
});
document.addEventListener("pointerdown", (event) => {
  if (!menu.contains(event.target)) close(false);
});
