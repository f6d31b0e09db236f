"""Les totaux d'une année du contrat, et ce que coûte un changement de taille."""

from maillage.rules.engine.rule import Calcul, Nombre, Rule


class montant_mission(Rule):
    """Part fixe due et part variable attendue d'une mission."""

    label = "Total : {mission}, année {annee}"
    cites = "ACI, art. 8"
    unit = "EUR"
    operation = ("{part_fixe_due} + {part_variable_attendue}",)

    def formula_2019_08_25(c: Calcul, annee: int, mission: str, base: int) -> Nombre:
        return c("part_fixe_due", annee, mission, base) + c("part_variable_attendue", annee, mission, base)


class montant_annuel(Rule):
    """Fonctionnement et missions du contrat : ce que l'année vaut, aux indicateurs annoncés."""

    label = "Total de l'année {annee}"
    cites = "ACI, art. 8"
    unit = "EUR"
    operation = ("{fonctionnement} + {montant_mission+}",)

    def formula_2019_08_25(c: Calcul, annee: int, base: int) -> Nombre:
        total = c("fonctionnement", annee, base)
        for mission in c.names("aci/missions/liste"):
            total = total + c.choose(
                c.has("demarre_le", mission), lambda m=mission: c("montant_mission", annee, m, base), lambda: 0
            )
        return total


class cout_du_changement_de_taille(Rule):
    """Différence entre le total de l'année à sa taille et ce qu'il serait à la taille de l'année précédente."""

    label = "Effet du changement de taille en année {annee}"
    cites = "ACI, art. 8"
    unit = "EUR"
    operation = ("{montant_annuel} − {montant_annuel[1]}",)

    def formula_2019_08_25(c: Calcul, annee: int) -> Nombre:
        return c("montant_annuel", annee, annee) - c("montant_annuel", annee, annee - 1)
