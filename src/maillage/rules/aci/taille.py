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
        jour = c("debut_de_l_annee", annee)
        c.convention("aci/taille/effet_du_changement")
        return _classe(c, c.fact("population", annee), jour)


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
        incluse = c.convention("aci/taille/egalite", taille=rang) == "incluse"
        classe = classe + truth(population >= borne if incluse else population > borne)
    return classe
