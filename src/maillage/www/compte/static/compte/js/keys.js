// A key that does not answer: the library only writes it for developers; people are told, with a way out.
const SENTENCES = {
  NotAllowedError: "La clé n'a pas répondu, ou vous avez refusé. Recommencez, ou prenez un autre moyen.",
  InvalidStateError: "Cette clé est déjà dans votre compte.",
  SecurityError: "Les clés ne fonctionnent pas à cette adresse du site\u00a0: demandez son nom à qui l'héberge.",
};

document.addEventListener("allauth.error", (event) => {
  const notice = document.querySelector("[data-request-notice]");
  if (!notice) return;
  event.preventDefault();
  notice.textContent =
    SENTENCES[event.detail.exception?.name] ?? "Ce navigateur n'a pas pu lire la clé. Prenez un autre moyen.";
});
