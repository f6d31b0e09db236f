// Tells, in plain French, when a request made by HTMX did not succeed; the page stays usable.
const SENTENCES = {
  413: "Ce fichier est trop lourd : un envoi ne peut pas dépasser 4 Mo.",
  429: "Trop de demandes en peu de temps : attendez une minute, puis réessayez.",
};
const SERVER = "Le service n'a pas pu répondre. Réessayez, ou rechargez la page.";
const NETWORK = "Le réseau ne répond pas. Vérifiez votre connexion, puis réessayez.";

// always present, empty when all is well: what is written in a region that was hidden is not heard
const notice = document.querySelector("[data-request-notice]");

function tell(sentence) {
  notice.textContent = sentence;
}

document.addEventListener("htmx:beforeRequest", () => tell(""));
document.addEventListener("htmx:sendError", () => tell(NETWORK));
document.addEventListener("htmx:timeout", () => tell(NETWORK));
document.addEventListener("htmx:responseError", (event) => {
  tell(SENTENCES[event.detail.xhr.status] ?? SERVER);
});
