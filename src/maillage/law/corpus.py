"""La loi entière, interrogeable à une date et selon ce qu'on savait à une autre."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from maillage.law.errors import NotInForce, NotKnownYet, UnknownParameter
from maillage.law.model import Chapter, Parameter, Question, Text, Unit, Version
from maillage.law.sentences import close_names, long_day, quoted


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """Tous les paramètres et tous les textes ; `digest` change dès qu'une valeur change.

    Une loi n'est égale qu'à elle-même : elle peut servir de clé à un cache.
    """

    parameters: Mapping[str, Parameter]
    texts: Mapping[str, Text]
    units: Mapping[str, Unit]
    chapters: tuple[Chapter, ...]
    dimensions: Mapping[str, Mapping[str, str]]
    """Dimension -> clé -> nom en français (« taille » -> « taille_1 » -> « Taille 1 »)."""
    questions: tuple[Question, ...]
    digest: str

    def parameter(self, path: str) -> Parameter:
        """Le paramètre de ce chemin ; UnknownParameter propose les chemins voisins."""
        if path in self.parameters:
            return self.parameters[path]
        near = close_names(path, self.parameters)
        hint = f" Chemins voisins : {', '.join(near)}." if near else ""
        raise UnknownParameter(f"Aucun paramètre ne s'appelle {quoted(path)}.{hint}", path)

    def at(self, path: str, day: date, known_on: date | None = None) -> Version:
        """La version en vigueur `day`, telle qu'on la connaissait le jour `known_on` (par défaut : tout ce qui est publié)."""
        parameter = self.parameter(path)
        rows = known_rows(parameter, known_on)
        if not rows:
            raise _not_known_yet(parameter, known_on)
        position = sum(row.since <= day for row in rows) - 1
        if position < 0 or rows[position].closes:
            raise _not_in_force(parameter, rows, position, day)
        following = rows[position + 1 : position + 2]
        return replace(rows[position], until=following[0].since if following else None)

    def under(self, path: str) -> tuple[Parameter, ...]:
        """Le paramètre de ce chemin, ou tous ceux du dossier qu'il nomme."""
        prefix = path.strip("/")
        inside = tuple(p for name, p in self.parameters.items() if name == prefix or name.startswith(f"{prefix}/"))
        return inside if prefix else tuple(self.parameters.values())

    def in_chapter(self, chapter: Chapter) -> tuple[Parameter, ...]:
        """Les paramètres du chapitre, sans ceux de ses sous-chapitres."""
        paths = {known.path for known in self.chapters}
        return tuple(p for path, p in self.parameters.items() if chapter_path(path, paths) == chapter.path)

    def chapter_of(self, parameter: Parameter) -> Chapter | None:
        """Le chapitre du paramètre, ou None quand aucun ne le contient."""
        known = {chapter.path: chapter for chapter in self.chapters}
        return known.get(chapter_path(parameter.path, known))

    def fed_by(self, text: str) -> tuple[Parameter, ...]:
        """Les paramètres qui citent ce texte, comme fondement ou comme source."""
        return tuple(p for p in self.parameters.values() if text in cited_texts(p))

    def notices(self, day: date) -> tuple[Text, ...]:
        """Les textes attendus dont les pages de montants avertissent ce jour-là."""
        return tuple(text for text in self.texts.values() if text.warns(day))


def chapter_path(path: str, chapters: Collection[str]) -> str:
    """Le chapitre dont le chemin est le plus long parmi ceux qui contiennent ce paramètre, ou rien."""
    folder = path
    while folder and folder not in chapters:
        folder = folder.rpartition("/")[0]
    return folder


def known_rows(parameter: Parameter, known_on: date | None) -> tuple[Version, ...]:
    """Les lignes publiées au plus tard le jour `known_on`."""
    return tuple(row for row in parameter.rows if known_on is None or row.published <= known_on)


def cited_texts(parameter: Parameter) -> frozenset[str]:
    """Identifiants de tous les textes cités par un paramètre."""
    cited = {row.text for row in parameter.rows}
    for row in parameter.rows:
        for value in row.values.values():
            cited.update(value.sources)
    return frozenset(cited)


def _not_known_yet(parameter: Parameter, known_on: date | None) -> NotKnownYet:
    first = min(row.published for row in parameter.rows)
    return NotKnownYet(
        f"Au {long_day(known_on or first)}, rien n'était publié sur {quoted(parameter.label)} : "
        f"le premier texte a paru le {long_day(first)}.",
        parameter.path,
        parameter.rows[0].since,
    )


def _not_in_force(parameter: Parameter, rows: tuple[Version, ...], position: int, day: date) -> NotInForce:
    if position < 0:
        first = rows[0].since
        sentence = f"n'existe pas encore au {long_day(day)} : la première version s'applique à partir du {long_day(first)}."
        return NotInForce(f"{quoted(parameter.label)} {sentence}", parameter.path, first)
    ended = rows[position].since
    return NotInForce(
        f"{quoted(parameter.label)} n'existe plus au {long_day(day)} : le texte y a mis fin le {long_day(ended)}.",
        parameter.path,
        rows[0].since,
    )
