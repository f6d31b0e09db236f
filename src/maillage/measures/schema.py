"""Turns one file of `definitions`, read from YAML, into checked definitions: one, or one for each of its variants."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from maillage.law.checks import Complaints
from maillage.law.sentences import close_names, typographic
from maillage.measures.model import FAMILIES, LEVELS, METHODS, POLARITIES, SECTIONS, Definition, Term
from maillage.measures.semblables import Feature

KEYS = (
    "titre", "court", "pourquoi", "famille", "methode", "parametres", "numerateur", "denominateur", "besoin", "pour",
    "unite", "decimales", "niveaux", "sources", "limites", "sens", "secret", "couverture_minimale", "ou_trouver", "auteur",
    "verifie", "prochaine_revue", "declinaisons",
)  # fmt: skip
TERM_KEYS = ("libelle", "table", "colonne", "ou")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "base": ("population", "moins_de_20", "de_20_a_64", "plus_de_65", "hors_20_a_64", "population_des_ages", "communes"),
    "professionnels": ("nombre",),
    "etablissements": ("nombre",),
    "indicateurs": ("numerateur", "denominateur", "valeur"),
    "zonage": ("population",),
    "perimetres": ("population",),
    "calcul": ("nombre",),
}
FILTERS: Mapping[str, tuple[str, ...]] = {
    "base": (),
    "professionnels": ("profession", "savoir_faire", "mode", "secteur"),
    "etablissements": ("famille", "categorie"),
    "indicateurs": ("source", "indicateur", "modalite", "annee"),
    "zonage": ("profession", "zone"),
    "perimetres": ("stade",),
    "calcul": (),
}
SECRETS = ("patients", "activite", "aucun")
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "somme": (),
    "rapport": (),
    "evolution": ("depuis",),
    "mediane": (),
    "distance": ("detour",),
    "eloignement": ("detour", "au_dela_km"),
    "accessibilite": ("rayon_km", "poids", "detour"),
    "publie": (),
    "a_relever": (),
}
_WITHOUT_NUMERATOR = ("a_relever",)
_WITH_DENOMINATOR = ("rapport", "mediane", "distance", "eloignement", "accessibilite")


class DefinitionFile:
    """One file being read; `errors` fills up, nothing is raised on the way."""

    def __init__(self, section: str, key: str, file: str, raw: object) -> None:
        self.section, self.key, self.says = section, key, Complaints(file)
        self.raw = _mapping(raw)

    @property
    def errors(self) -> list[str]:
        return self.says.errors

    def definitions(self) -> tuple[Definition, ...]:
        """The measures of the file; none when there are mistakes."""
        self.says.only(self.raw, KEYS)
        if self.section not in SECTIONS:
            self.says.add("dossier", self.section, f"rangez le fichier dans : {', '.join(SECTIONS)}.")
        found = tuple(self._measure(name, words) for name, words in self._variants())
        return () if self.errors else found

    def _variants(self) -> Iterator[tuple[str, dict[str, str]]]:
        given = self.raw.get("declinaisons")
        if given is None:
            yield "", {}
        elif not isinstance(given, dict) or not given:
            self.says.add("declinaisons", given, "associez à chaque nom les mots à mettre dans les phrases.")
        else:
            for name, words in given.items():
                spelled = words if isinstance(words, dict) else {"nom": words}
                yield str(name), {"cle": str(name), **{str(k): str(v) for k, v in spelled.items()}}

    def _measure(self, variant: str, words: dict[str, str]) -> Definition:
        raw = _mapping(self._fill(self.raw, words))
        says, method = self.says, self._one_of(raw, "methode", METHODS)
        checked: Mapping[str, Any] = _mapping(raw.get("verifie"))
        return Definition(
            key=f"{self.key}_{variant}" if variant else self.key,
            section=self.section,
            family=self._one_of(raw, "famille", FAMILIES),
            title=says.text(raw, "titre"),
            short=says.text(raw, "court", required=False) or says.text(raw, "titre"),
            why=says.text(raw, "pourquoi"),
            method=method,
            numerator=self._term(raw, "numerateur", required=method not in _WITHOUT_NUMERATOR),
            denominator=self._term(raw, "denominateur", required=method in _WITH_DENOMINATOR),
            need=self._need(raw, method),
            unit=says.text(raw, "unite"),
            per=self._number(raw, "pour", Decimal(1)),
            digits=int(self._number(raw, "decimales", Decimal(0))),
            levels=self._levels(raw),
            sources=self._sources(raw),
            limits=says.text(raw, "limites"),
            polarity=self._one_of(raw, "sens", POLARITIES),
            secret=self._one_of({"secret": "aucun", **raw}, "secret", SECRETS),
            minimal_coverage=self._number(raw, "couverture_minimale", Decimal("0.5")),
            find_it=says.text(raw, "ou_trouver", required=method == "a_relever"),
            author=says.text(raw, "auteur"),
            checked=says.day(checked, "le", "verifie/"),  # type: ignore[arg-type]
            checked_by=says.text(checked, "par", "verifie/"),
            next_review=says.day(raw, "prochaine_revue", ""),  # type: ignore[arg-type]
            parameters=self._parameters(raw, method),
            variant=variant,
            group=self.key,
            file=says.file,
        )

    def _fill(self, value: Any, words: dict[str, str]) -> Any:
        """`{nom}` in a sentence or a filter becomes the word of the variant."""
        if isinstance(value, dict):
            return {self._fill(key, words): self._fill(item, words) for key, item in value.items() if key != "declinaisons"}
        if isinstance(value, list):
            return [self._fill(item, words) for item in value]
        if not isinstance(value, str) or "{" not in value:
            return value
        try:
            return value.format_map(words)
        except (KeyError, ValueError, IndexError):
            self.says.add("declinaisons", value, f"les mots entre accolades sont : {', '.join(words) or 'aucun'}.")
            return value

    def _one_of(self, raw: Mapping[str, Any], key: str, known: Mapping[str, str] | tuple[str, ...]) -> str:
        given = str(raw.get(key))
        if given not in known:
            near = close_names(given, known) or tuple(known)
            self.says.add(key, raw.get(key), f"écrivez l'un de : {', '.join(near)}.")
            return next(iter(known))
        return given

    def _term(self, raw: Mapping[str, Any], key: str, *, required: bool) -> Term | None:
        given = raw.get(key)
        if given is None and not required:
            return None
        if not isinstance(given, dict):
            self.says.add(key, given, "donnez libelle, table, colonne et, s'il faut choisir des lignes, ou.")
            return None
        self.says.only(given, TERM_KEYS, f"{key}/")
        table = self._one_of(given, "table", tuple(COLUMNS))
        column = self._one_of({"colonne": COLUMNS[table][0], **given}, "colonne", COLUMNS[table])
        where = _mapping(given.get("ou"))
        self.says.only(where, FILTERS[table], f"{key}/ou/")
        kept = {str(name): _texts(values) for name, values in where.items()}
        return Term(self.says.text(given, "libelle", f"{key}/"), table, column, kept)

    def _need(self, raw: Mapping[str, Any], method: str) -> Term | None:
        if method != "accessibilite" and "besoin" in raw:
            self.says.add("besoin", method, "seule la méthode « accessibilite » pondère la demande.")
        return self._term(raw, "besoin", required=False)

    def _number(self, raw: Mapping[str, Any], key: str, default: Decimal) -> Decimal:
        try:
            number = Decimal(str(raw.get(key, default)))
            if number.is_finite() and number >= 0:
                return number
        except InvalidOperation:
            pass
        self.says.add(key, raw.get(key), "écrivez un nombre positif, avec un point : 10000 ou 0.5.")
        return default

    def _levels(self, raw: Mapping[str, Any]) -> tuple[str, ...]:
        given = _texts(raw.get("niveaux"))
        for level in given:
            if level not in LEVELS:
                self.says.add("niveaux", level, f"écrivez parmi : {', '.join(LEVELS)}.")
        if not given:
            self.says.add("niveaux", None, f"écrivez au moins un niveau parmi : {', '.join(LEVELS)}.")
        return given

    def _sources(self, raw: Mapping[str, Any]) -> tuple[str, ...]:
        given = _texts(raw.get("sources"))
        if not given and raw.get("methode") != "a_relever":
            self.says.add("sources", None, "nommez un dossier de sources, ou « base ».")
        return given

    def _parameters(self, raw: Mapping[str, Any], method: str) -> dict[str, str | int]:
        given = _mapping(raw.get("parametres"))
        self.says.only(given, PARAMETERS[method], "parametres/")
        for name in PARAMETERS[method]:
            if name not in given:
                self.says.add(f"parametres/{name}", None, f"la méthode « {method} » en a besoin.")
        return {str(name): value if isinstance(value, int) else typographic(str(value)) for name, value in given.items()}


def features(raw: object, known: Mapping[str, Definition], file: str, errors: list[str]) -> tuple[Feature, ...]:
    """The traits of `semblables.yaml`; mistakes are added to `errors`."""
    says = Complaints(file)
    found = []
    for given in raw if isinstance(raw, list) else []:
        line = _mapping(given)
        says.only(line, ("mesure", "poids", "echelle"))
        key, scale = str(line.get("mesure")), line.get("echelle", "ecart")
        weight = line.get("poids", 1)
        if key not in known:
            says.add("mesure", key, f"mesures voisines : {', '.join(close_names(key, known)) or 'aucune'}.")
        elif scale not in ("ecart", "rapport") or not isinstance(weight, int):
            says.add(key, f"{weight} {scale}", "écrivez un poids entier, et echelle: rapport ou echelle: ecart.")
        else:
            found.append(Feature(key, known[key].short, float(weight), scale == "rapport"))
    if not found:
        says.add(file, None, "donnez au moins un trait.")
    errors += says.errors
    return tuple(found)


def _mapping(given: object) -> Mapping[str, Any]:
    return given if isinstance(given, dict) else {}


def _texts(given: object) -> tuple[str, ...]:
    """One word or a list of words; « {} » gives several words when they are separated by « | »."""
    if given is None:
        return ()
    items = given if isinstance(given, list) else [given]
    return tuple(part.strip() for item in items for part in str(item).split("|"))
