// A slider beside each percentage: it repeats the number field, which alone is sent.
export function attachRates() {
  for (const field of document.querySelectorAll("[data-taux]")) {
    const slider = field.querySelector("[data-taux-curseur]");
    const number = field.querySelector("[data-taux-nombre]");
    slider.hidden = false;
    slider.addEventListener("input", () => {
      number.value = slider.value;
    });
    number.addEventListener("input", () => {
      slider.value = number.value.replace(",", ".");
    });
  }
}
