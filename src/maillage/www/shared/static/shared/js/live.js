// Says a change that no page load tells. One region for the whole site: it is empty and present from the start, so that
// a screen reader hears what is written in it.
const voice = document.querySelector("[data-live]");

export function say(sentence) {
  // the same sentence twice is two events: it is written again after a blank
  voice.textContent = "";
  setTimeout(() => {
    voice.textContent = sentence;
  }, 50);
}
