// Adds a line to a list of a form without saving: the empty line waits in a <template>, the count in the management form.
function attach(list) {
  const { prefix, most } = list.dataset;
  const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
  const button = list.querySelector("[data-add-row]");
  const model = list.querySelector("template");
  const full = () => Number(total.value) >= Number(most);
  button.hidden = full();
  button.addEventListener("click", () => {
    const number = total.value;
    const copy = document.createElement("template");
    copy.innerHTML = model.innerHTML.replaceAll("__prefix__", number).replaceAll("__numero__", String(Number(number) + 1));
    const line = copy.content.firstElementChild;
    button.before(line);
    total.value = String(Number(number) + 1);
    button.hidden = full();
    line.querySelector("input, select, textarea").focus();
  });
}

document.querySelectorAll("[data-rows]").forEach(attach);
