// Opens « Pourquoi ? » at the right of the page; without JavaScript the same link opens a page of its own.
export function attachPanel() {
  const panel = document.querySelector("[data-panneau]");
  if (!panel) return;
  const body = panel.querySelector("[data-panneau-corps]");
  let opener = null;

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-pourquoi]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    opener = link;
    const text = await fetchPart(link.href);
    if (text === null) {
      window.location.assign(link.href);
      return;
    }
    body.innerHTML = text;
    if (!panel.open) panel.showModal();
    body.scrollTop = 0;
    body.querySelector(".pourquoi-titre")?.focus();
  });
  panel.querySelector("[data-fermer]").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => {
    if (event.target === panel) panel.close();
  });
  panel.addEventListener("close", () => opener?.focus());
}

async function fetchPart(href) {
  try {
    const answer = await fetch(href, { headers: { "HX-Request": "true" } });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
