// Notes stay in this browser, one set for each territory; the form of documents carries them when it is sent.
const PREFIX = "maillage.diagnostic.";

function read(key) {
  try {
    return JSON.parse(window.localStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}

function write(key, notes) {
  try {
    if (Object.keys(notes).length) window.localStorage.setItem(key, JSON.stringify(notes));
    else window.localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

export function attachNotes(territory) {
  const key = PREFIX + territory;
  const fields = [...document.querySelectorAll("[data-note]")];
  const state = document.querySelector("[data-note-etat]");
  const tools = document.querySelector("[data-notes-outils]");
  const notes = read(key);

  for (const field of fields) {
    if (!notes[field.name]) continue;
    field.value = notes[field.name];
    const group = field.closest("details");
    if (group) group.open = true;
  }
  tools.hidden = false;

  function keep(field) {
    if (field.value.trim()) notes[field.name] = field.value;
    else delete notes[field.name];
    state.textContent = write(key, notes) ? "Notes enregistrées ici." : "Ce navigateur ne garde pas les notes : emportez le document avant de fermer.";
  }
  for (const field of fields) field.addEventListener("input", () => keep(field));

  document.querySelector("[data-notes-effacer]").addEventListener("click", () => {
    if (!window.confirm("Effacer toutes les notes de ce territoire ?")) return;
    for (const field of fields) {
      field.value = "";
      delete notes[field.name];
    }
    write(key, notes);
    state.textContent = "Notes effacées.";
  });
}
