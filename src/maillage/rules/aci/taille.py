"""La classe de taille : quatre classes selon la population."""

from maillage.rules.engine.helpers import truth
from maillage.rules.engine.rule import Calcul, Nombre, Rule


class taille(Rule):
    """La taille, de 1 à 4, suit la population du territoire. Un changement prend effet au prochain
    anniversaire du contrat, faute de texte qui en fixe la date."""

    label = "Taille, année {annee}"
    cites = "ACI, art. 8"
    unit = "taille"

    def formula_2019_08_25(c: Calcul, annee: int) -> Nombre:
        jour, population = c("debut_de_l_annee", annee), c.fact("population", annee)
        if annee > 1:
            c.choose(population == c.fact("population", annee - 1), lambda: 0, lambda: _au_prochain_anniversaire(c))
        return _classe(c, population, jour)


class taille_de_la_population(Rule):
    """La taille que donne une population un jour donné, sans contrat."""

    label = "Taille"
    cites = "ACI, art. 8"
    unit = "taille"

    def formula_2019_08_25(c: Calcul) -> Nombre:
        return _classe(c, c.fact("population", 1), c.day)


def _classe(c: Calcul, population: Nombre, jour: Nombre) -> Nombre:
    c.convention("aci/taille/population_comptee")
    classe = 1
    for rang in (2, 3, 4):
        borne = c.param("aci/taille/bornes", on=jour, taille=rang)
        a_egalite = c.choose(population == borne, lambda rang=rang: _a_egalite(c, rang), lambda: 0)
        classe = classe + truth(population > borne) + a_egalite
    return classe


def _a_egalite(c: Calcul, rang: int) -> int:
    """1 si la borne appartient à la taille supérieure ; le choix n'est fait que pour une population égale à la borne."""
    return 1 if c.convention("aci/taille/egalite", taille=rang) == "incluse" else 0


def _au_prochain_anniversaire(c: Calcul) -> int:
    """Note la convention d'une population qui change, dont l'effet est déjà celui du découpage en années."""
    c.convention("aci/taille/effet_du_changement")
    return 0
