"""Le volet fonctionnement : entier à la signature, puis trois quarts à chaque anniversaire et le solde."""

from maillage.rules.engine.helpers import part
from maillage.rules.engine.rule import Calcul, Nombre, Rule


class contrat_de_cette_taille(Rule):
    """Les montants du contrat signé valent pour la taille de sa signature (contrat-type, art. 5) ; une
    autre taille renvoie au tableau national."""

    label = "Les montants du contrat valent en année {annee}"
    cites = "Contrat-type, art. 5"
    unit = "oui_non"

    def formula_2019_08_25(c: Calcul, annee: int) -> Nombre:
        return c("taille", annee) == c("taille", 1)


class fonctionnement(Rule):
    """Montant annuel du fonctionnement, selon la taille : celui du contrat signé, sinon du tableau national."""

    label = "Fonctionnement, année {annee}"
    cites = "ACI, art. 7.2 et 8"
    unit = "EUR"
    dated_by = "debut_de_l_annee"

    def formula_2019_08_25(c: Calcul, annee: int, base: int) -> Nombre:
        return c.choose(
            c.both(c.has("montant", "fonctionnement", "montant"), lambda: c("contrat_de_cette_taille", base)),
            lambda: c.amount_of_contract("montant", "fonctionnement", "montant"),
            lambda: c.param("aci/fonctionnement", on=c("debut_de_l_annee", annee), taille=c("taille", base)),
        )


class avance_fonctionnement(Rule):
    """L'année 1, la totalité à la signature ; ensuite, 75 % au début de chaque année du contrat."""

    label = "Fonctionnement versé au début de l'année {annee}"
    cites = "ACI, art. 9.1 ; contrat-type, art. 6.1"
    unit = "EUR"
    dated_by = "debut_de_l_annee"
    operation = (
        "{fonctionnement} × {avance_fonctionnement}",
        "{fonctionnement} × {fonctionnement_a_la_signature}",
    )

    def formula_2019_08_25(c: Calcul, annee: int) -> Nombre:
        part_versee = "avance_fonctionnement" if annee > 1 else "fonctionnement_a_la_signature"
        share = c.param(f"aci/paiement/{part_versee}", on=c("debut_de_l_annee", annee))
        return part(c("fonctionnement", annee, annee), share)


class solde_fonctionnement(Rule):
    """Le solde est versé avec celui des missions, à l'anniversaire : le montant dû moins l'avance."""

    label = "Solde du fonctionnement de l'année {annee}"
    cites = "ACI, art. 9.1 ; contrat-type, art. 6.1"
    unit = "EUR"
    dated_by = "debut_de_l_annee"
    operation = ("{fonctionnement} − {avance_fonctionnement}",)

    def formula_2019_08_25(c: Calcul, annee: int) -> Nombre:
        return c("fonctionnement", annee, annee) - c("avance_fonctionnement", annee)
