// Buttons that write the signs of Markdown around what is selected, above each text that takes them.
const ACTS = [
  ["Titre", "## ", "", "line"],
  ["Gras", "**", "**", "around"],
  ["Italique", "*", "*", "around"],
  ["Liste", "- ", "", "line"],
  ["Liste numérotée", "1. ", "", "line"],
  ["Lien", "[", "](https://)", "around"],
  ["Tableau", "| Colonne A | Colonne B |\n|---|---|\n|  |  |\n", "", "block"],
];

function insert(area, text, from, to) {
  area.focus();
  area.setSelectionRange(from, to);
  // keeps the undo of the browser, where it still has it
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function around(area, before, after) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  insert(area, before + chosen + after, from, to);
  const place = from + before.length;
  area.setSelectionRange(place, place + chosen.length);
}

function lines(area, mark) {
  const { selectionStart, selectionEnd, value } = area;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const chosen = value.slice(from, selectionEnd);
  insert(area, chosen.split("\n").map((line) => mark + line).join("\n"), from, selectionEnd);
}

function block(area, text) {
  const { selectionEnd, value } = area;
  const lead = selectionEnd === 0 || value.slice(0, selectionEnd).endsWith("\n\n") ? "" : "\n\n";
  insert(area, lead + text, selectionEnd, selectionEnd);
}

function act(area, [, before, after, kind]) {
  if (kind === "around") {
    around(area, before, after);
  } else if (kind === "line") {
    lines(area, before);
  } else {
    block(area, before);
  }
}

document.querySelectorAll("textarea[data-editor]").forEach((area) => {
  const bar = document.createElement("div");
  bar.className = "formatting";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Mise en forme");
  bar.append(
    ...ACTS.map((one) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-small", textContent: one[0] });
      button.addEventListener("click", () => act(area, one));
      return button;
    }),
  );
  area.before(bar);
});
