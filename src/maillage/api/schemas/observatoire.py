"""Coverage, CPTS, zones blanches and their solutions."""

from datetime import date

from ninja import Field, Schema


class Couverture(Schema):
    """Population and communes of one place by stage; a commune claimed twice counts at its most advanced stage."""

    code: str
    nom: str
    population: int
    communes: int
    cpts: int = Field(description="CPTS qui réclament au moins une de ses communes.")
    population_par_stade: dict[str, int]
    communes_par_stade: dict[str, int]
    population_sans_cpts: int
    communes_sans_cpts: int
    part_couverte: float = Field(description="De 0 à 1, tous stades confondus.")


class Montant(Schema):
    """One full year, in euros, under the declared hypothesis; null when no text establishes it."""

    fixe: float | None
    variable_au_plus: float | None
    preuve: str = Field(description="Du montant fixe, le degré le plus faible de ce qu'il additionne.")
    preuve_variable: str | None = Field(
        description="Degré le plus faible de ce que la part variable additionne ; null si elle est nulle."
    )


class Voisine(Schema):
    cpts: str
    nom: str
    stade: str
    population: int
    communes_qui_se_touchent: int


class VoisineDeCpts(Voisine):
    communes_en_commun: int


class VoisineDeZone(Voisine):
    taille: int | None
    km: float


class CptsBreve(Schema):
    """One line of the list."""

    id: str
    nom: str
    stade: str
    population: int
    taille: int | None
    region: str
    departements: list[str]


class Cpts(CptsBreve):
    depuis: date | None = Field(description="Premier jour du stade.")
    communes: list[str]
    taille_preuve: str
    montant: Montant
    compacite: float | None
    communes_disputees: list[str]
    voisines: list[VoisineDeCpts]
    fictif: bool


class CptsPage(Schema):
    total: int
    page: int
    pages: int
    cpts: list[CptsBreve]


class CommuneSansCpts(Schema):
    code: str
    nom: str
    population: int


class PartDeZone(Schema):
    code: str
    nom: str
    communes: int
    population: int


class Ensuite(Montant):
    population: int
    taille: int | None


class Solution(Schema):
    """Before and after one way to cover a zone."""

    type: str = Field(description="creation, extension ou extension_temporaire.")
    cpts: str | None
    nom: str
    population_avant: int
    population_apres: int
    taille_avant: int | None
    taille_apres: int | None
    montant_avant: Montant
    montant_apres: Montant
    compacite_avant: float | None
    compacite_apres: float
    km: float
    preuve: str
    ensuite: Ensuite | None = Field(description="Extension temporaire : la CPTS de la zone, une fois seule.")
    phrase: str


class Offre(Schema):
    professionnels: dict[str, float] | None
    accessibilite_mg_pour_10000: float | None
    accessibilite_mg_france: float | None
    raison: str | None
    fictif: bool


class Zone(Schema):
    id: str
    nom: str
    region: str
    population: int
    superficie_km2: float
    compacite: float
    communes: list[CommuneSansCpts]
    departements: list[PartDeZone]
    epci: list[PartDeZone]
    voisines: list[VoisineDeZone]
    offre: Offre
    solutions: list[Solution]
    phrase: str


class ZoneBreve(Schema):
    id: str
    nom: str
    region: str
    population: int
    communes: int
    departements: list[str]
    voisines: list[str]


class Taille(Schema):
    taille: int | None
    cpts: int
    population: int


class Jour(Schema):
    le: date
    population_par_stade: dict[str, int]
    population_couverte: int
    part_couverte: float


class Poste(Schema):
    poste: str
    libelle: str
    montant_fixe: float
    montant_variable_au_plus: float
    preuve: str
    preuve_variable: str | None = Field(
        description="Degré le plus faible de ce que la part variable additionne ; null si elle est nulle."
    )
    cpts_non_etablies: int


class Attendu(Schema):
    """One year of some CPTS, by mission."""

    cpts: int
    postes: list[Poste]
    montant_fixe: float
    montant_variable_au_plus: float
    preuve: str
    preuve_variable: str | None = Field(
        description="Degré le plus faible de ce que la part variable additionne ; null si elle est nulle."
    )
    hypothese: str
    refus: str


class Vue(Schema):
    """Everything about one place."""

    niveau: str
    code: str
    nom: str
    couverture: Couverture
    a_l_interieur: list[Couverture]
    tailles: list[Taille]
    cpts: list[str]
    zones_blanches: list[ZoneBreve]
    communes_sans_cpts: list[CommuneSansCpts]
    historique: list[Jour]
    montants_signes: Attendu
    montants_si_toutes_signaient: Attendu
