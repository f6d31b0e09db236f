// Tells, in plain French, when a request made by HTMX did not succeed; the page stays usable.
const SENTENCES = {
  413: "Ce fichier est trop lourd : un envoi ne peut pas dépasser 4 Mo.",
  429: "Trop de demandes en peu de temps : attendez une minute, puis réessayez.",
};
const SERVER = "Le service n'a pas pu répondre. Réessayez, ou rechargez la page.";
const NETWORK = "Le réseau ne répond pas. Vérifiez votre connexion, puis réessayez.";

const notice = document.querySelector("[data-request-notice]");

function say(sentence) {
  notice.textContent = sentence;
  notice.hidden = sentence === "";
}

document.addEventListener("htmx:beforeRequest", () => say(""));
document.addEventListener("htmx:sendError", () => say(NETWORK));
document.addEventListener("htmx:timeout", () => say(NETWORK));
document.addEventListener("htmx:responseError", (event) => {
  say(SENTENCES[event.detail.xhr.status] ?? SERVER);
});
