"""Writes the provisional budget."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.community.communities.models import Community
from maillage.community.money.accounts import ACCOUNTS
from maillage.community.money.models import BudgetLine, Hypothesis
from maillage.facts.words import MISSIONS

FIELDS = ("side", "account", "label", "mission", "year", "cents", "note", "fiche_id")
MAX_CENTS = 10_000_000_000
"""A hundred million euros: more than any CPTS spends, less than a typing error."""


@turns.act
def create_line(community: Community, *, values: Mapping[str, Any], by: User, now: datetime) -> BudgetLine:
    """A new line."""
    _check(values)
    made: BudgetLine = BudgetLine.objects.create(community=community, updated_at=now, updated_by=by, **values)
    _tell(made, by, now, "ajoutee")
    return made


@turns.act
def create_lines(
    community: Community, *, values: Mapping[str, Any], years: Iterable[int], by: User, now: datetime
) -> list[BudgetLine]:
    """The same line in several years."""
    return [create_line(community, values={**values, "year": year}, by=by, now=now) for year in years]


@turns.act
def take_up(
    community: Community, *, taken: Iterable[tuple[Mapping[str, Any], Iterable[int]]], by: User, now: datetime
) -> list[BudgetLine]:
    """Lines of fiches-actions (values with `fiche_id`, then their years); a fiche that is in the budget is refused."""
    lines: list[BudgetLine] = []
    for values, years in taken:
        if BudgetLine.objects.filter(community=community, fiche_id=values["fiche_id"]).exists():
            raise UnableToSave(f"« {values['label']} » est déjà au budget : décochez-la, ou changez ses lignes.")
        lines += create_lines(community, values=values, years=years, by=by, now=now)
    return lines


@turns.act
def save_line(line: BudgetLine, *, values: Mapping[str, Any], version: int, by: User, now: datetime) -> BudgetLine:
    """Changes a line over version `version`; Stale when somebody else did meanwhile."""
    _check(values)
    done = BudgetLine.objects.filter(pk=line.pk, version=version).update(
        **values, version=version + 1, updated_at=now, updated_by=by
    )
    line.refresh_from_db()
    if not done:
        raise Stale(
            f"{line.updated_by} a changé cette ligne pendant que vous écriviez. Votre saisie est conservée ci-dessous : "
            "comparez, puis enregistrez à nouveau."
        )
    _tell(line, by, now, "modifiee")
    return line


@turns.act
def erase_line(line: BudgetLine, *, by: User, now: datetime) -> None:
    """Takes a line out of the budget."""
    _tell(line, by, now, "supprimee")
    line.delete()


@turns.act
def set_hypothesis(community: Community, *, signed_on: date, starts: Mapping[str, date], by: User, now: datetime) -> Hypothesis:
    """The dates that the receipts of the agreement suppose; `results` says whether the law accepts them."""
    if unknown := set(starts) - set(MISSIONS):
        raise ValueError(f"pas une mission de l'accord : {sorted(unknown)}")
    values = {"signed_on": signed_on, "starts": {name: day.isoformat() for name, day in starts.items()}}
    row: Hypothesis = Hypothesis.objects.update_or_create(
        community=community, defaults={**values, "updated_at": now, "updated_by": by}
    )[0]
    journal.write("budget", by=by, at=now, chain=community.pk, subject=row, acte="hypotheses")
    return row


def _check(values: Mapping[str, Any]) -> None:
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"pas un champ d'une ligne de budget : {sorted(unknown)}")
    if values["account"] not in ACCOUNTS.get(values["side"], {}):
        raise UnableToSave("Poste : choisissez un poste de recette pour une recette, de dépense pour une dépense.")
    if not 0 < values["cents"] <= MAX_CENTS:
        raise UnableToSave("Montant : donnez une somme positive, de cent millions d'euros au plus.")
    if not values["label"].strip():
        raise UnableToSave("Libellé : dites en quelques mots ce que paie cette ligne.")


def _tell(line: BudgetLine, by: User, now: datetime, act: str) -> None:
    journal.write("budget", by=by, at=now, chain=line.community_id, subject=line, acte=act)
