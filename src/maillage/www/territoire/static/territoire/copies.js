// Shows the buttons that only a script can serve (copy, print), again after each change of the fragment.
import { say } from "../shared/js/live.js";

function reveal(root) {
  for (const button of root.querySelectorAll("[data-copy], [data-print]")) {
    button.hidden = false;
  }
}

async function copy(button) {
  const field = document.querySelector(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy");
  }
  const label = button.textContent;
  button.textContent = "Copié";
  say("Copié");
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}

export function attachCopies(root) {
  reveal(root);
  root.addEventListener("studio:change", () => reveal(root));
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-print]");
    if (!button) {
      return;
    }
    if ("print" in button.dataset) {
      window.print();
    } else {
      copy(button);
    }
  });
}
