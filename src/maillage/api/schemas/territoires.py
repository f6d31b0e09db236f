"""Places found and territories described."""

from ninja import Field, Schema


class Lieu(Schema):
    """A place found by its name, its code or a postal code."""

    type: str = Field(description="commune, arrondissement, epci, departement ou region.")
    code: str
    nom: str
    contexte: str = Field(description="Où il est : département, codes postaux.")
    population: int
    communes: int


class CommuneDite(Schema):
    code: str
    nom: str
    type: str
    departement: str
    epci: str | None
    population: int | None
    codes_postaux: list[str]


class Part(Schema):
    """The share of a place that lies in the territory."""

    code: str
    nom: str
    communes: int
    communes_en_tout: int
    population: int
    population_en_tout: int


class Ages(Schema):
    moins_de_20_ans: int = Field(alias="0_19")
    de_20_a_64_ans: int = Field(alias="20_64")
    de_65_ans_et_plus: int = Field(alias="65_et_plus")
    millesime: str


class Trou(Schema):
    codes: list[str]
    population: int


class Remarque(Schema):
    code: str
    objet: str
    niveau: str = Field(description="info ou attention.")
    phrase: str


class Refus(Schema):
    donne: str
    raison: str


class TerritoireDecrit(Schema):
    """The same as « maillage territoire decrire --json »."""

    codes: list[str] = Field(description="Communes actuelles, triées, chacune comptée une fois.")
    selection: str = Field(description="Forme courte de ces codes, pour le paramètre « s » des adresses du site.")
    population: int | None
    millesime: str
    populations: dict[str, int | None] = Field(
        description="Population municipale par année ; nul quand aucune source ne la dit."
    )
    evolution: float | None = Field(description="0,012 vaut +1,2 %.")
    evolution_periode: str
    taille: int | None = Field(description="Taille de l'accord, de 1 à 4.")
    taille_preuve: str
    manque_pour_la_taille_suivante: int | None
    ages: Ages | None
    communes: list[CommuneDite]
    epci: list[Part]
    departements: list[Part]
    regions: list[Part]
    morceaux: list[list[str]] = Field(description="Groupes de communes qui se touchent ; un seul : d'un seul tenant.")
    trous: list[Trou]
    remarques: list[Remarque]
    refus: list[Refus]
