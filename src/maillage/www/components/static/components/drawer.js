// Opens what a link marked data-drawer leads to at the right of the page; without JavaScript the same link opens a page.
const frame = document.querySelector("[data-drawer-frame]");
const body = frame.querySelector("[data-drawer-body]");
let opener = null;
// of two parts asked for, the newer is shown, whichever comes last
let asked = 0;

async function fetchPart(href) {
  try {
    const answer = await fetch(href, { headers: { "HX-Request": "true" } });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-drawer]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  if (!frame.contains(link)) opener = link;
  const turn = ++asked;
  const text = await fetchPart(link.href);
  if (turn !== asked) return;
  if (text === null) {
    window.location.assign(link.href);
    return;
  }
  body.innerHTML = text;
  if (!frame.open) frame.showModal();
  body.scrollTop = 0;
  body.querySelector("[data-drawer-title]")?.focus();
});
frame.querySelector("[data-drawer-close]").addEventListener("click", () => frame.close());
frame.addEventListener("click", (event) => {
  if (event.target === frame) frame.close();
});
frame.addEventListener("close", () => {
  asked += 1;
  opener?.focus();
});
