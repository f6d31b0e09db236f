"""Les années du contrat et le temps couru : de la signature aux anniversaires."""

from maillage.rules.engine.helpers import anniversary, highest, months_started, truth
from maillage.rules.engine.rule import Calcul, Nombre, Rule


class duree_du_contrat(Rule):
    """Le contrat est conclu pour cinq ans."""

    label = "Durée du contrat"
    cites = "Contrat-type"
    unit = "années"

    def formula_2019_08_25(c: Calcul) -> Nombre:
        return c.param("aci/duree_du_contrat", on=c.fact("signe_le"))


class debut_de_l_annee(Rule):
    """L'année 1 commence à la signature ; chaque année suivante, à la date anniversaire."""

    label = "Premier jour de l'année {annee} du contrat"
    cites = "Contrat-type, art. 6"
    unit = "jour"

    def formula_2019_08_25(c: Calcul, annee: int) -> Nombre:
        return anniversary(c.fact("signe_le"), annee - 1)


class fin_de_l_annee(Rule):
    """L'année du contrat finit la veille de la date anniversaire, qui en est exclue."""

    label = "Anniversaire qui clôt l'année {annee}"
    cites = "Contrat-type, art. 6"
    unit = "jour"

    def formula_2019_08_25(c: Calcul, annee: int) -> Nombre:
        return c("debut_de_l_annee", annee + 1)


class jours_de_l_annee(Rule):
    """Les jours réels de l'année du contrat : 365, ou 366 si elle contient un 29 février."""

    label = "Jours de l'année {annee} du contrat"
    cites = "Contrat-type, art. 6.2"
    unit = "jours"
    operation = ("{fin_de_l_annee} − {debut_de_l_annee}",)

    def formula_2019_08_25(c: Calcul, annee: int) -> Nombre:
        return c("fin_de_l_annee", annee) - c("debut_de_l_annee", annee)


class debut_du_financement(Rule):
    """Une mission est financée à compter de son démarrage, et pas avant que l'accord la connaisse ; une mission
    socle déjà en œuvre avant la signature peut l'être, et l'on retient alors le jour de la signature, faute de
    texte qui fixe la date."""

    label = "Premier jour financé : {mission}"
    cites = "Contrat-type, art. 6.2 ; mode d'emploi ameli, étape 5"
    unit = "jour"

    def formula_2019_08_25(c: Calcul, mission: str) -> Nombre:
        signature = c.fact("signe_le")
        demarre, connue = c.fact("demarre_le", mission), c.since("aci/missions/liste", mission)

        def des_qu_elle_existe() -> Nombre:
            c.param("aci/missions/liste", on=connue, mission=mission)
            return demarre * 0 + connue

        demarrage = c.choose(demarre < connue, des_qu_elle_existe, lambda: demarre)

        def avant_la_signature() -> Nombre:
            c.convention("aci/demarrage_anticipe", aspect="date_de_financement")
            return signature

        return c.choose(demarrage < signature, avant_la_signature, lambda: demarrage)


class jour_du_bareme(Rule):
    """Les montants d'une année sont ceux du texte en vigueur à son premier jour, ou au démarrage de la
    mission s'il est plus tardif. Les textes ne règlent pas le passage d'une version à l'autre."""

    label = "Jour dont le barème s'applique : {mission}, année {annee}"
    cites = "ACI, art. 8 ; avenant 2 CPTS (2021)"
    unit = "jour"

    def formula_2019_08_25(c: Calcul, annee: int, mission: str) -> Nombre:
        jour = highest(c("debut_de_l_annee", annee), c("debut_du_financement", mission))
        fin = c("fin_de_l_annee", annee)

        def du_premier_jour() -> Nombre:
            c.convention("aci/paiement/version_applicable")
            return jour

        for changement in c.turns("aci/version"):
            jour = c.choose((jour < changement) & (changement < fin), du_premier_jour, lambda jour=jour: jour)
        return jour


class jours_courus(Rule):
    """Du premier jour financé, inclus, à la date anniversaire, exclue."""

    label = "Jours courus : {mission}, année {annee}"
    cites = "Contrat-type, art. 6.2"
    unit = "jours"
    operation = ("{fin_de_l_annee} − le plus tard de ({debut_de_l_annee} ; {debut_du_financement})",)

    def formula_2019_08_25(c: Calcul, annee: int, mission: str) -> Nombre:
        debut = highest(c("debut_de_l_annee", annee), c("debut_du_financement", mission))
        return highest(0, c("fin_de_l_annee", annee) - debut)


class annee_entiere(Rule):
    """La mission a couru toute l'année du contrat : aucun prorata n'est à compter."""

    label = "Mission en œuvre toute l'année : {mission}, année {annee}"
    cites = "Contrat-type, art. 6.2"
    unit = "oui_non"

    def formula_2019_08_25(c: Calcul, annee: int, mission: str) -> Nombre:
        return truth(c("jours_courus", annee, mission) == c("jours_de_l_annee", annee))


class prorata_numerateur(Rule):
    """Ce que la mission a couru de l'année, dans l'unité de prorata retenue."""

    label = "Temps couru : {mission}, année {annee}"
    cites = "Contrat-type, art. 6.2"
    unit = "temps"

    def formula_2019_08_25(c: Calcul, annee: int, mission: str) -> Nombre:
        base = c.convention("aci/paiement/base_prorata")
        if base == "mois":
            debut = highest(c("debut_de_l_annee", annee), c("debut_du_financement", mission))
            return months_started(debut, c("fin_de_l_annee", annee))
        return c("jours_courus", annee, mission)


class prorata_denominateur(Rule):
    """L'année entière, dans l'unité de prorata retenue."""

    label = "Année entière {annee}"
    cites = "Contrat-type, art. 6.2"
    unit = "temps"

    def formula_2019_08_25(c: Calcul, annee: int) -> Nombre:
        base = c.convention("aci/paiement/base_prorata")
        return 12 if base == "mois" else c("jours_de_l_annee", annee)
