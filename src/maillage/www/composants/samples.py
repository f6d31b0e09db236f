"""What the gallery shows: invented values, labelled as such on the page."""

from datetime import date

from django import forms

from maillage.community.governance.models import Piece
from maillage.community.governance.numbers import NUMBERS, Offer
from maillage.kernel.proof import Proof
from maillage.results.runs.model import Sum

COLOURS = (
    ("fond", "ground"),
    ("surface", "surface"),
    ("creux", "sunk"),
    ("encre", "ink"),
    ("encre douce", "ink-soft"),
    ("marque", "brand"),
    ("dû", "acquis"),
    ("selon indicateurs", "probable"),
    ("à obtenir", "en-jeu"),
    ("information", "info"),
    ("attention", "attention"),
    ("erreur", "erreur"),
    ("succès", "succes"),
)
AMOUNTS = {
    "acquis": Sum(11_250_000, Proof.DEDUIT),
    "probable": Sum(4_120_000, Proof.VOTRE_CONTRAT),
    "en_jeu": Sum(0, None),
}
STEPS = (
    {"label": "Choisir des communes", "text": "23 communes", "href": "#etapes", "state": "fait"},
    {"label": "Comprendre le financement", "text": "en cours", "href": "", "state": "en_cours"},
    {"label": "Rendre compte", "text": "", "href": "", "state": "a_venir"},
)
ROWS = (
    ("Accès aux soins", "01/09/2027", "44 630,14 €"),
    ("Parcours", "01/12/2027", "22 191,78 €"),
    ("Prévention", "à démarrer", "0,00 €"),
)
REFUSALS = ("ligne 4 : « 99999 » n'est le code d'aucune commune", "ligne 7 : vide")
FILED = (
    {"file_id": "statuts", "label": "Statuts signés.pdf", "file": {"size": 48_213}},
    {"file_id": "membres", "label": "Liste des membres.csv", "file": {"size": 912}},
)


class SampleForm(forms.Form):
    """Every kind of field."""

    cpts = forms.CharField(label="Nom de la CPTS", help_text="Tel qu'il figure dans les statuts.")
    population = forms.IntegerField(label="Population", min_value=1, error_messages={"min_value": "Écrivez au moins 1."})
    signe_le = forms.DateField(label="Signature du contrat", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    plan = forms.ChoiceField(
        label="Plan de crise", choices=[("initial", "Initial"), ("mise_a_jour", "Mise à jour")], required=False
    )
    volet = forms.ChoiceField(
        label="Volet", choices=[("fixe", "Fixe"), ("variable", "Variable")], widget=forms.RadioSelect, required=False
    )
    codes = forms.CharField(label="Codes des communes", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    crise = forms.BooleanField(label="Crise sanitaire reconnue", required=False)


def answered_form() -> SampleForm:
    """With one field that is wrong."""
    form = SampleForm({"cpts": "CPTS d'essai", "population": "-3", "plan": "initial", "volet": "fixe", "codes": "84007"})
    form.is_valid()
    return form


SampleRows = forms.formset_factory(SampleForm, extra=1, max_num=3)
LINES = {"title": "Indicateurs", "set": SampleRows(prefix="indicateurs")}
OFFERED = (
    Offer(Piece.RNA, NUMBERS[Piece.RNA], "W812004567", ""),
    Offer(Piece.FINESS, NUMBERS[Piece.FINESS], "810012345", "810054321"),
)
AWAITED = ({"id": "essai", "notice": "Un avenant est attendu : ces montants peuvent changer (fictif)."},)
CARRIERS = ("Amina Essai, présidente", "Bruno Essai, trésorier")
HISTORY = (
    {"on": date(2026, 11, 2), "sentence": "La CPTS dit l'avoir reçu de l'agence (fictif)."},
    {"on": date(2026, 11, 4), "sentence": "L'agence confirme cette date (fictif)."},
)
"""A receipt, as `results.cpts.filing_state.history` tells it."""
NEWS = {
    "title": "Nouveau depuis votre dernière visite",
    "hint": "le 2 novembre 2026",
    "rows": [{"sentence": "L'agence demande une pièce (fictif).", "href": "#nouveau", "when": "le 3 novembre"}],
    "more": "",
    "href": "#nouveau",
}
"""What others did, as `components.news` tells it."""
FILING = {"tone": "attention", "label": "Pièces demandées", "meaning": "L'agence attend un document (fictif)."}
"""A state of a filing, as `results.cpts.filing_state` tells it."""
