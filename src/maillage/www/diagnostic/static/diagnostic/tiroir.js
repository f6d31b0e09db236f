// Opens the detail of an indicator or its « Pourquoi ? » at the right; without JavaScript the same links open pages.
async function fetchPart(href) {
  try {
    const answer = await fetch(href, { headers: { "HX-Request": "true" } });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

export function attachDrawer() {
  const drawer = document.querySelector("[data-tiroir-cadre]");
  if (!drawer) return;
  const body = drawer.querySelector("[data-tiroir-corps]");
  let opener = null;

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-tiroir]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (!drawer.contains(link)) opener = link;
    const text = await fetchPart(link.href);
    if (text === null) {
      window.location.assign(link.href);
      return;
    }
    body.innerHTML = text;
    if (!drawer.open) drawer.showModal();
    body.scrollTop = 0;
    body.querySelector("[data-tiroir-titre]")?.focus();
  });
  drawer.querySelector("[data-tiroir-fermer]").addEventListener("click", () => drawer.close());
  drawer.addEventListener("click", (event) => {
    if (event.target === drawer) drawer.close();
  });
  drawer.addEventListener("close", () => opener?.focus());
}
