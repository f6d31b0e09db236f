// A link that copies its address, and says so; without the clipboard it stays an ordinary link.
import { say } from "./live.js";

export function attachCopy() {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-copier]");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    link.textContent = "Lien copié";
    say("Lien copié");
  });
}
