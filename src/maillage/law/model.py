"""La loi lue : paramètres, versions datées, valeurs avec leur degré de preuve, textes du registre."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from maillage.kernel.proof import Proof
from maillage.law.errors import NotEstablished, UnknownDimension
from maillage.law.sentences import quoted

Scalar = int | Fraction | str
_AWAITED = ("place_prete", "annonce")
"""Statuts d'un texte qui n'est pas encore là."""


@dataclass(frozen=True, slots=True)
class Value:
    """Une valeur : centimes pour l'argent, fraction exacte pour une part, entier pour un compte, sinon texte."""

    value: Scalar | None
    proof: Proof
    default: Scalar | None = None
    """Convention choisie quand rien n'est établi ; jamais un droit."""
    why: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    """Textes du registre où la valeur a été lue."""

    @property
    def chosen(self) -> Scalar | None:
        """La valeur établie, sinon la convention par défaut, sinon rien."""
        return self.default if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class Version:
    """Ce que vaut un paramètre à partir du jour `since`, connu depuis `published`."""

    path: str
    label: str
    dimensions: tuple[str, ...]
    since: date
    published: date
    text: str
    article: str
    values: Mapping[str, Value]
    """Clé de dimension (« taille_1 », « initial/taille_1 », « » sans dimension) -> valeur."""
    until: date | None = None
    """Premier jour où la version ne vaut plus ; None si elle vaut toujours."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Clé de case -> comme on la lit dans une phrase (« mise à jour annuelle, taille 2 »)."""
    closes: bool = False
    """La ligne ne porte pas de valeur : elle dit que le paramètre cesse d'exister."""

    def value(self, **dimensions: object) -> Value:
        """La case demandée ; `taille=3` et `taille="taille_3"` se valent."""
        key = self.key(**dimensions)
        if key not in self.values:
            raise UnknownDimension(
                f"{quoted(self.label)} n'a pas de valeur pour {quoted(key)} dans la version du {self.since:%d/%m/%Y} ; "
                f"attendu : {', '.join(self.values) or 'aucune dimension'}.",
                self.path,
            )
        return self.values[key]

    def require(self, **dimensions: object) -> Value:
        """La case demandée, ou NotEstablished quand aucune source ne l'établit."""
        found = self.value(**dimensions)
        if found.value is None:
            key = self.key(**dimensions)
            case = self.names.get(key, key)
            raise NotEstablished(
                f"{self.label}{f' ({case})' if case else ''} : non établi. {found.why}".strip(), self.path, self.since
            )
        return found

    def key(self, **dimensions: object) -> str:
        """Clé de case : les valeurs des dimensions dans l'ordre du paramètre, séparées par « / »."""
        if set(dimensions) != set(self.dimensions):
            expected = ", ".join(self.dimensions) or "aucune"
            raise UnknownDimension(f"{quoted(self.label)} : dimensions attendues : {expected}.", self.path)
        return "/".join(dimension_key(name, dimensions[name]) for name in self.dimensions)


def dimension_key(name: str, value: object) -> str:
    """« taille_3 » pour la taille 3 ; un nom de case est déjà sa clé."""
    return f"{name}_{value}" if isinstance(value, int) else str(value)


@dataclass(frozen=True, slots=True)
class Parameter:
    """Un paramètre de la loi, toutes ses versions par date d'effet."""

    path: str
    description: str
    unit: str
    dimensions: tuple[str, ...]
    rows: tuple[Version, ...]
    """Toutes les lignes, fermetures comprises."""
    checked_on: date
    checked_by: str
    notes: str = ""
    label: str = ""
    """Nom court, pour les titres et les phrases."""
    confirm: str = ""
    """Ce qu'il faut lire pour établir ce qui ne l'est pas."""
    choices: tuple[tuple[str, str], ...] = ()
    """Pour un choix : chaque valeur permise et sa phrase."""
    file: str = ""

    @property
    def versions(self) -> tuple[Version, ...]:
        return tuple(row for row in self.rows if not row.closes)

    @property
    def proof(self) -> Proof:
        """Le degré le plus faible de la version la plus récente."""
        return min(value.proof for value in self.versions[-1].values.values())

    def choice(self, value: object) -> str:
        """La phrase d'une valeur de choix, ou la valeur elle-même."""
        return dict(self.choices).get(str(value), str(value))


@dataclass(frozen=True, slots=True)
class Text:
    """Un texte du registre : ce qu'il est, ses dates, ce qu'on en a lu."""

    id: str
    title: str
    kind: str
    status: str
    summary: str
    short: str = ""
    signed: date | None = None
    published: date | None = None
    in_force: date | None = None
    reference: str = ""
    url: str = ""
    read: str = ""
    """Ce qui a été lu, et comment."""
    unknown: str = ""
    """Ce qu'on n'a pas pu en établir."""
    notice: str = ""
    """Ce que les pages de montants disent de ce texte tant qu'il n'est pas en vigueur, depuis le jour `notice_from`."""
    notice_from: date | None = None

    def warns(self, day: date) -> bool:
        """Si les pages de montants portent l'avis de ce texte ce jour-là."""
        return self.status in _AWAITED and self.notice_from is not None and self.notice_from <= day


@dataclass(frozen=True, slots=True)
class Unit:
    """Une unité : son nom, sa nature (`money`, `integer`, `share`, `text`, `choice`) et son symbole."""

    id: str
    label: str
    kind: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Un chapitre de la loi : les paramètres dont le chemin commence par `path`."""

    path: str
    title: str
    summary: str
    first: tuple[str, ...] = ()
    """Noms des paramètres à montrer d'abord, dans cet ordre."""


@dataclass(frozen=True, slots=True)
class Question:
    """Ce qui n'est pas établi : la question, pourquoi, et ce qu'il faut lire pour la trancher."""

    id: str
    title: str
    why: str
    confirm: str
    parameters: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
