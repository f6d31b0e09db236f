"""Ce que la loi répond quand elle ne peut pas donner de valeur : une phrase, jamais un zéro."""

from datetime import date

from maillage.law.sentences import typographic


class LawError(Exception):
    """Refus prévu, dit en une phrase française (`str(erreur)`)."""

    def __init__(self, sentence: str, path: str = "", first_day: date | None = None) -> None:
        self.sentence = typographic(sentence)
        super().__init__(self.sentence)
        self.path = path
        self.first_day = first_day


class UnknownParameter(LawError):
    """Aucun paramètre ne porte ce chemin ; la phrase propose les chemins voisins."""


class NotInForce(LawError):
    """Le texte n'est pas encore, ou n'est plus, en vigueur ce jour-là ; `first_day` dit depuis quand il l'est."""


class NotKnownYet(LawError):
    """À la date de connaissance demandée, rien n'était publié."""


class NotEstablished(LawError):
    """La valeur existe sûrement, mais aucune source ne l'établit."""


class UnknownDimension(LawError):
    """La version n'a pas de case pour cette taille, cette mission ou ce volet."""


class InvalidLaw(ValueError):
    """Les fichiers de la loi sont mal formés ; `errors` nomme fichier, clé, valeur et remède, une phrase chacune."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors
