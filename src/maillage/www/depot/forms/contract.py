"""What a contract or an avenant says: its meeting, its parties, its missions, its amounts, its annex, its signatures."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from maillage.community.contract.models import Contract, ContractIndicator
from maillage.facts import words
from maillage.facts.dossier import MAX_POPULATION
from maillage.results.cpts.contract import AmountLine
from maillage.www.shared.fields import DayField, EurosField, OwnForm, text_field
from maillage.www.shared.formats import typed

STEPS = (1, 2, 3)
PARTIES = ("planned_on", "cpts_representative", "ars_name", "ars_representative", "cpam_name", "cpam_representative")


def version_field() -> forms.IntegerField:
    reload = "La page a perdu le numéro de la version : rechargez-la, puis reportez votre changement."
    return forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={"required": typed(reload), "invalid": typed(reload)},
    )


class MeetingForm(OwnForm):
    """A meeting that was held with the agency and the caisse."""

    held_on = DayField(label="Rencontre du")
    participants = text_field("Participants", "Dites qui était présent.", limit=1_000, widget=forms.Textarea(attrs={"rows": 2}))
    minutes = forms.CharField(
        label="Ce qui a été retenu", max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class PartiesForm(OwnForm):
    """Who signs, when, for which population."""

    planned_on = DayField(label="Signature visée le")
    population = forms.IntegerField(
        label="Population retenue",
        min_value=1,
        max_value=MAX_POPULATION,
        help_text=typed("Celle du périmètre ; écrivez celle du contrat si elle diffère."),
        error_messages={"required": "Donnez la population retenue.", "invalid": typed("Donnez un nombre entier d'habitants.")},
    )
    cpts_representative = text_field(
        "Pour la CPTS",
        "Donnez le nom et la qualité de qui signe pour la CPTS.",
        widget=forms.TextInput(attrs={"list": "porteurs"}),  # of components/carriers.html
    )
    ars_name = text_field("Agence régionale de santé", "Donnez le nom de l'agence.")
    ars_representative = forms.CharField(label="L'agence est représentée par", max_length=160, required=False)
    cpam_name = text_field("Caisse d'assurance maladie", "Donnez le nom de la caisse.")
    cpam_representative = forms.CharField(label="La caisse est représentée par", max_length=160, required=False)
    version = version_field()

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the parties."""
        return {name: self.cleaned_data[name] for name in PARTIES}

    @staticmethod
    def initial_of(contract: Contract) -> dict[str, Any]:
        """What the form shows of a row."""
        return {name: getattr(contract, name) for name in (*PARTIES, "population", "version")}


class MissionForm(OwnForm):
    """A mission of the contract."""

    mission = forms.ChoiceField(label="Mission")
    starts_on = DayField(label="Démarre le")
    commitments = forms.CharField(
        label="Ce à quoi la CPTS s'engage", max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, missions: Mapping[str, bool], **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self.fields["mission"], ((name, words.mission(name)) for name in missions))


class AmountsForm(OwnForm):
    """One optional sum for each line of the amounts: what the contract says. `is_signed`: only what its text left blank."""

    version = version_field()

    def __init__(self, *args: Any, lines: Sequence[AmountLine], is_signed: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.every, self.is_signed = lines, is_signed
        self.lines = [line for line in lines if not is_signed or line.contract is None]
        if is_signed:
            del self.fields["version"]
        for line in self.lines:
            self.fields[line.field] = EurosField(label=line.title, required=False, initial=line.contract)

    @property
    def rows(self) -> list[tuple[AmountLine, forms.BoundField | None]]:
        """Each amount with the field beside it; none where it no longer changes."""
        return [(line, self[line.field] if line.field in self.fields else None) for line in self.every]

    @property
    def amounts(self) -> dict[str, dict[str, int]]:
        """What was typed, in cents; equal to the national amount, it still was read in the contract."""
        kept: dict[str, dict[str, int]] = {}
        for line in self.lines:
            given = self.cleaned_data[line.field]
            if given is not None:
                kept.setdefault(line.mission, {})[line.volet] = given
        return kept


class IndicatorForm(OwnForm):
    """A line of the annex, with one to three steps."""

    mission = forms.ChoiceField(label="Mission")
    year = forms.TypedChoiceField(label="Année du contrat", coerce=int)
    label = text_field("Indicateur", "Dites ce qui est mesuré.", limit=200)
    direction = forms.ChoiceField(label="Sens", choices=ContractIndicator.Direction.choices)
    baseline = forms.CharField(label="Valeur de départ", max_length=80, required=False)
    source = forms.CharField(label="Source et justificatif", max_length=160, required=False)

    def __init__(self, *args: Any, missions: Iterable[str], years: int, **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self.fields["mission"], ((name, words.mission(name)) for name in missions))
        choose(self.fields["year"], ((str(number), f"Année {number}") for number in range(1, years + 1)))
        for number in STEPS:
            self.fields[f"step_{number}"] = forms.CharField(
                label=f"Palier {number}",
                max_length=80,
                required=False,
                help_text="Par exemple : au moins 60 %" if number == 1 else "",
            )
            self.fields[f"cents_{number}"] = EurosField(label=f"Palier {number}, euros", required=False)

    @property
    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Label and sum of each step."""
        return [(self[f"step_{number}"], self[f"cents_{number}"]) for number in STEPS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        found = [(number, data.get(f"step_{number}") or "", data.get(f"cents_{number}")) for number in STEPS]
        for number, label, sum_paid in found:
            if bool(label) != (sum_paid is not None) and f"cents_{number}" in data:
                self.add_error(f"step_{number}", typed("Un palier a un libellé et un montant : complétez l'un et l'autre."))
        steps = [{"label": label, "cents": paid} for _, label, paid in found if label and paid is not None]
        if not steps:
            self.add_error("step_1", typed("Donnez au moins un palier : ce qui est atteint, et ce qu'il paie."))
        data["steps"] = sorted(steps, key=lambda step: step["cents"])
        return data

    @property
    def values(self) -> dict[str, Any]:
        """For the action."""
        return {
            name: self.cleaned_data[name] for name in ("mission", "year", "label", "direction", "baseline", "source", "steps")
        }


def choose(field: forms.Field, choices: Iterable[tuple[str, str]]) -> None:
    """Gives a field its choices, and its words when something else is sent."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = list(choices)
    field.error_messages["invalid_choice"] = typed("Ce choix n'est pas dans la liste : rechargez la page.")
