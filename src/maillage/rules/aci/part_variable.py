"""La part variable d'une mission : une enveloppe, et ce que les indicateurs en obtiennent."""

from maillage.rules.engine.helpers import lowest, part, share_of
from maillage.rules.engine.rule import Calcul, Nombre, Rule


class enveloppe_variable(Rule):
    """Le plus que la part variable peut payer dans l'année. Celle de la mission de crise n'existe que si
    l'agence régionale de santé a reconnu une crise."""

    label = "Enveloppe variable : {mission}, année {annee}"
    cites = "ACI, art. 8 ; annexes de contrats"
    unit = "EUR"
    dated_by = "jour_du_bareme"
    operation = ("{volet_variable} × {prorata_numerateur} ÷ {prorata_denominateur}",)

    def formula_2019_08_25(c: Calcul, annee: int, mission: str, base: int) -> Nombre:
        couru = c("jours_courus", annee, mission)
        ouverte = couru > 0
        if mission == "crise_sanitaire":
            ouverte = ouverte & (c.fact("crise_reconnue", annee) > 0)
        return c.choose(ouverte, lambda: _enveloppe(c, annee, mission, base), lambda: couru * 0)


def _enveloppe(c: Calcul, annee: int, mission: str, base: int) -> Nombre:
    entiere = c.choose(
        c.both(c.has("montant", mission, "volet_variable"), lambda: c("contrat_de_cette_taille", base)),
        lambda: c.amount_of_contract("montant", mission, "volet_variable"),
        lambda: c.param(
            f"aci/missions/{mission}/volet_variable", on=c("jour_du_bareme", annee, mission), taille=c("taille", base)
        ),
    )

    def commencee() -> Nombre:
        if c.convention("aci/paiement/prorata_volet_variable") == "oui":
            return share_of(entiere, c("prorata_numerateur", annee, mission), c("prorata_denominateur", annee))
        return entiere

    return c.choose(c("annee_entiere", annee, mission) > 0, lambda: entiere, commencee)


class part_variable_attendue(Rule):
    """Ce que donnent les indicateurs : la somme des paliers atteints, ou le taux annoncé, dans la limite de
    l'enveloppe. Sans indicateur ni taux, rien n'est attendu, sauf une crise reconnue, comptée entière."""

    label = "Part variable attendue : {mission}, année {annee}"
    cites = "CSS, art. L162-14-1, II ; annexes de contrats"
    unit = "EUR"
    operation = (
        "le plus petit de ({indicateurs} ; {enveloppe_variable})",
        "{enveloppe_variable} × {taux_variable}",
    )

    def formula_2019_08_25(c: Calcul, annee: int, mission: str, base: int) -> Nombre:
        enveloppe = c("enveloppe_variable", annee, mission, base)
        sans_annonce = enveloppe if mission == "crise_sanitaire" else enveloppe * 0

        def par_indicateurs() -> Nombre:
            return lowest(c.fact("indicateurs", annee, mission), enveloppe)

        def dont_sans_palier() -> Nombre:
            c.convention("aci/paiement/indicateur_sans_palier")
            return par_indicateurs()

        return c.choose(
            c.has("indicateurs", annee, mission),
            lambda: c.choose(c.has("indicateur_sans_palier", annee, mission), dont_sans_palier, par_indicateurs),
            lambda: c.choose(
                c.has("taux_variable", annee, mission),
                lambda: part(enveloppe, c.fact("taux_variable", annee, mission)),
                lambda: sans_annonce,
            ),
        )


class part_variable_en_jeu(Rule):
    """Le reste de l'enveloppe variable, que de meilleurs résultats peuvent encore obtenir."""

    label = "Part variable en jeu : {mission}, année {annee}"
    cites = "CSS, art. L162-14-1, II ; Sénat, rapport n° 32 (2025)"
    unit = "EUR"
    operation = ("{enveloppe_variable} − {part_variable_attendue}",)

    def formula_2019_08_25(c: Calcul, annee: int, mission: str) -> Nombre:
        return c("enveloppe_variable", annee, mission, annee) - c("part_variable_attendue", annee, mission, annee)


class jour_du_variable(Rule):
    """La part variable est versée après le dialogue de gestion annuel ; faute de date dans les textes, on
    retient l'anniversaire, qui est le plus tôt."""

    label = "Versement de la part variable, année {annee}"
    cites = "CSS, art. L162-14-1, II ; Sénat, rapport n° 32 (2025)"
    unit = "jour"

    def formula_2019_08_25(c: Calcul, annee: int) -> Nombre:
        c.convention("aci/paiement/date_volet_variable")
        return c("fin_de_l_annee", annee)
