// Asks for a document without leaving the page: says what is being done, how long it takes, then gives the file.
const SENTENCES = {
  429: "Trop de documents en une minute : attendez un peu, puis réessayez.",
  403: "La page est ouverte depuis trop longtemps : rechargez-la, vos notes sont gardées.",
};
const FAILED = "Le document n'a pas pu être fait. Réessayez, ou rechargez la page.";

function nameOf(answer, fallback) {
  return /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? fallback;
}

function give(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function attachDocuments() {
  const form = document.querySelector("[data-documents]");
  if (!form) return;
  const progress = form.querySelector("[data-progres]");
  const bar = progress.querySelector("progress");
  const text = progress.querySelector("[data-progres-texte]");
  let busy = false;

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button?.formAction) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const started = performance.now();
    const kind = button.dataset.kind;
    bar.hidden = false;
    progress.hidden = false;
    text.textContent = `${kind} : mesures, cartes et mise en page…`;
    const clock = setInterval(() => {
      text.textContent = `${kind} : mesures, cartes et mise en page… ${Math.round((performance.now() - started) / 1000)} s`;
    }, 1000);
    try {
      const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form) });
      if (answer.ok) {
        const blob = await answer.blob();
        give(blob, nameOf(answer, `diagnostic.${kind.toLowerCase()}`));
        text.textContent = `${kind} prêt (${Math.max(1, Math.round(blob.size / 1024))} Ko).`;
      } else {
        text.textContent = SENTENCES[answer.status] ?? FAILED;
      }
    } catch {
      text.textContent = "Le réseau ne répond pas. Vérifiez votre connexion, puis réessayez.";
    }
    clearInterval(clock);
    bar.hidden = true;
    busy = false;
  });
}
