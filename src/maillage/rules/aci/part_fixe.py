"""La part fixe d'une mission : enveloppe, prorata de la première année, avance et solde."""

from maillage.rules.engine.helpers import MILLION, part, share_of, truth
from maillage.rules.engine.rule import Calcul, Nombre, Rule


class plan_initial(Rule):
    """La mission de crise finance le plan la première année, puis sa mise à jour chaque année."""

    label = "Plan de crise écrit pour la première fois, année {annee}"
    cites = "Avenant 2 CPTS (2021) ; annexes de contrats"
    unit = "oui_non"

    def formula_2022_09_03(c: Calcul, annee: int) -> Nombre:
        return c.choose(
            c.has("plan_de_crise", annee),
            lambda: c.fact("plan_de_crise", annee) == 1,
            lambda: c("debut_du_financement", "crise_sanitaire") >= c("debut_de_l_annee", annee),
        )


class enveloppe_fixe(Rule):
    """Montant d'une année pleine de la part fixe : celui du contrat signé, sinon du tableau national."""

    label = "Part fixe d'une année pleine : {mission}, année {annee}"
    cites = "ACI, art. 8 ; contrat-type, art. 5"
    unit = "EUR"
    dated_by = "jour_du_bareme"

    def formula_2019_08_25(c: Calcul, annee: int, mission: str, base: int) -> Nombre:
        if mission == "crise_sanitaire":
            return c.choose(
                c("plan_initial", annee),
                lambda: _montant(c, annee, mission, base, "plan_initial", plan="initial"),
                lambda: _montant(c, annee, mission, base, "plan_mise_a_jour", plan="mise_a_jour"),
            )
        return _montant(c, annee, mission, base, "volet_fixe")


def _montant(c: Calcul, annee: int, mission: str, base: int, volet: str, **plan: str) -> Nombre:
    """Le montant du contrat pour ce volet (ou pour « volet_fixe »), sinon celui du tableau."""

    def du_contrat() -> Nombre:
        return c("contrat_de_cette_taille", base)

    return c.choose(
        c.both(c.has("montant", mission, volet), du_contrat),
        lambda: c.amount_of_contract("montant", mission, volet),
        lambda: c.choose(
            c.both(c.has("montant", mission, "volet_fixe"), du_contrat),
            lambda: c.amount_of_contract("montant", mission, "volet_fixe"),
            lambda: c.param(
                f"aci/missions/{mission}/volet_fixe", on=c("jour_du_bareme", annee, mission), **plan, taille=c("taille", base)
            ),
        ),
    )


class part_fixe_due(Rule):
    """La part fixe est due au prorata du temps entre le démarrage de la mission et l'anniversaire."""

    label = "Part fixe due : {mission}, année {annee}"
    cites = "Contrat-type, art. 6.2"
    unit = "EUR"
    operation = ("{enveloppe_fixe} × {prorata_numerateur} ÷ {prorata_denominateur}",)

    def formula_2019_08_25(c: Calcul, annee: int, mission: str, base: int) -> Nombre:
        couru = c("jours_courus", annee, mission)

        def au_prorata() -> Nombre:
            temps = c("prorata_numerateur", annee, mission)
            return share_of(c("enveloppe_fixe", annee, mission, base), temps, c("prorata_denominateur", annee))

        def due() -> Nombre:
            entiere = c("annee_entiere", annee, mission) > 0
            return c.choose(entiere, lambda: c("enveloppe_fixe", annee, mission, base), au_prorata)

        return c.choose(couru > 0, due, lambda: couru * 0)


class avance_part_fixe(Rule):
    """Au démarrage, puis à chaque anniversaire : 75 % de la part fixe due pour l'année."""

    label = "Avance de part fixe : {mission}, année {annee}"
    cites = "Contrat-type, art. 6.2 ; Sénat, rapport n° 32 (2025)"
    unit = "EUR"
    operation = (
        "{enveloppe_fixe} × {avance_mission} × {prorata_numerateur} ÷ {prorata_denominateur}",
        "{enveloppe_fixe} × {avance_mission}",
        "{enveloppe_fixe} × {avance_plan_de_crise} × {prorata_numerateur} ÷ {prorata_denominateur}",
        "{enveloppe_fixe} × {avance_plan_de_crise}",
    )

    def formula_2019_08_25(c: Calcul, annee: int, mission: str) -> Nombre:
        couru = c("jours_courus", annee, mission)

        def trois_quarts() -> Nombre:
            part_avancee = "avance_plan_de_crise" if mission == "crise_sanitaire" else "avance_mission"
            share = c.param(f"aci/paiement/{part_avancee}", on=c("jour_du_bareme", annee, mission))
            enveloppe = c("enveloppe_fixe", annee, mission, annee)

            def au_prorata() -> Nombre:
                # One rounding: the share is taken of the exact prorated amount, not of its cents.
                temps = c("prorata_numerateur", annee, mission)
                return share_of(enveloppe, share * temps, MILLION * c("prorata_denominateur", annee))

            return c.choose(c("annee_entiere", annee, mission) > 0, lambda: part(enveloppe, share), au_prorata)

        return c.choose(couru > 0, trois_quarts, lambda: couru * 0)


class solde_part_fixe(Rule):
    """À l'anniversaire : la part fixe due moins l'avance, si bien que les deux font la somme au centime."""

    label = "Solde de part fixe : {mission}, année {annee}"
    cites = "Contrat-type, art. 6.2 ; Sénat, rapport n° 32 (2025)"
    unit = "EUR"
    operation = ("{part_fixe_due} − {avance_part_fixe}",)

    def formula_2019_08_25(c: Calcul, annee: int, mission: str) -> Nombre:
        return c("part_fixe_due", annee, mission, annee) - c("avance_part_fixe", annee, mission)


class mission_en_cours(Rule):
    """La mission a au moins un jour financé dans l'année."""

    label = "Mission en cours : {mission}, année {annee}"
    cites = "Contrat-type, art. 6.2"
    unit = "oui_non"

    def formula_2019_08_25(c: Calcul, annee: int, mission: str) -> Nombre:
        return truth(c("jours_courus", annee, mission) > 0)
