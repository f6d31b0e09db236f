"""Fiches-actions and objectives keep every version: listed, compared field by field, taken up again; and remarks on a fiche."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from maillage.accounts import people
from maillage.accounts.walls import within
from maillage.community.missions import actions
from maillage.community.missions.models import FicheAction, FicheComment, Objective
from tests.support.personas import NOW, People, signed_in
from tests.support.projet import HOME, fiche, objective, text

HUMAN = [{"profile": "Infirmière", "hours": 24}, {"profile": "Pharmacien", "hours": 6}]
FIGURE = {
    "key": "part_65_plus", "label": "65 ans et plus", "section": "population", "value": "24", "unit": "%", "vintage": "2021",
    "source": "", "fictif": False, "on": "2026-11-02",
}  # fmt: skip


@pytest.fixture
def row(who: People) -> FicheAction:
    """A fiche saved three times: made by Amina, shortened by Bruno, started."""
    made = fiche(who, human=HUMAN, starts_on=date(2027, 3, 1), objective=objective(who, "Mieux prévenir"))
    with within(who.ours):
        values = {"title": "Vacciner", "mission": "parcours", "human": HUMAN[:1], "objective": None, "starts_on": None}
        actions.save_fiche(made, values=values, version=1, by=who.bruno, now=NOW)
        return actions.move_fiche(made, to="running", by=who.amina, now=NOW)


@pytest.fixture
def amina(who: People) -> Client:
    return signed_in(who.amina)


def posted(client: Client, address: str) -> Any:
    """Sends the form of a page as it is shown."""
    form = client.get(address).context["forms"]
    data: dict[str, Any] = {name: form.main[name].value() for name in form.main.fields}
    for lines in (form.human, form.indicators):
        data |= {
            lines.management_form[name].html_name: lines.management_form[name].value()
            for name in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
        data |= {field.html_name: field.value() for line in lines for field in line}
    return client.post(address, {name: "" if value is None else value for name, value in data.items()})


def test_each_version_says_who_and_what_it_changes(row: FicheAction, amina: Client) -> None:
    page = text(amina.get(f"{HOME}fiches/{row.pk}/versions/"))
    assert "1 Amina Essai" in page
    assert "Création" in page
    assert "2 Bruno Essai" in page
    assert "Intitulé, Mission, Objectif servi, Début et Moyens humains" in page
    assert "De la version 2 à la version 3" in page
    assert "État Retiré : −Prévue Ajouté : +En cours" in page


def test_a_person_who_left_is_named_no_more(who: People, row: FicheAction, amina: Client) -> None:
    people.erase(who.bruno, now=NOW)
    page = text(amina.get(f"{HOME}fiches/{row.pk}/versions/"))
    assert "Bruno Essai" not in page
    assert "2 Personne supprimée" in page


def test_two_versions_are_compared_field_by_field(row: FicheAction, amina: Client) -> None:
    page = text(amina.get(f"{HOME}fiches/{row.pk}/versions/?de=1&a=3"))
    assert "Intitulé Retiré : −Rappels de vaccination Ajouté : +Vacciner" in page
    assert "Moyens humains Infirmière : 24 heures Retiré : −Pharmacien : 6 heures" in page.replace("\xa0", " ")
    assert "Début Retiré : −01/03/2027" in page
    assert "Objectif servi Retiré : −Mieux prévenir" in page
    assert "Budget annuel" not in page
    assert "disent la même chose" in text(amina.get(f"{HOME}fiches/{row.pk}/versions/?de=2&a=2"))
    assert amina.get(f"{HOME}fiches/{row.pk}/versions/?de=1&a=9").status_code == 404


def test_a_version_taken_up_again_is_a_save_like_any_other(who: People, row: FicheAction, amina: Client) -> None:
    address = f"{HOME}fiches/{row.pk}/modifier/?version=1"
    assert "Vous reprenez la version 1" in text(amina.get(address))
    assert posted(amina, address).status_code == 302
    with within(who.ours):
        row.refresh_from_db()
        assert (row.version, row.title, row.human, row.starts_on) == (4, "Rappels de vaccination", HUMAN, date(2027, 3, 1))
        assert (str(row.objective), row.state) == ("Mieux prévenir", "running")
        assert [one.number for one in row.versions.all()] == [1, 2, 3, 4]
    for unknown in ("9", "un", "9" * 30):
        assert amina.get(f"{HOME}fiches/{row.pk}/modifier/?version={unknown}").status_code == 404


def test_a_line_typed_as_another_kept_meanwhile_is_not_lost(who: People, row: FicheAction, amina: Client) -> None:
    """The page of version 2 has one line; its second, typed by hand, is that of the version saved since."""
    with within(who.ours):
        actions.save_fiche(
            row, values={"title": "Vacciner", "mission": "parcours", "human": HUMAN}, version=3, by=who.bruno, now=NOW
        )
    data = {
        "title": "Vacciner", "mission": "parcours", "version": "4", "indicators-TOTAL_FORMS": "0", "indicators-INITIAL_FORMS": "0",
        "human-TOTAL_FORMS": "2", "human-INITIAL_FORMS": "1", "human-0-profile": "Sage-femme", "human-0-hours": "3",
        "human-1-profile": "Pharmacien", "human-1-hours": "6",
    }  # fmt: skip
    assert amina.post(f"{HOME}fiches/{row.pk}/modifier/?version=2", data).status_code == 302
    with within(who.ours):
        row.refresh_from_db()
        assert [line["profile"] for line in row.human] == ["Sage-femme", "Pharmacien"]


def test_an_objective_takes_up_a_figure_that_it_had_left(who: People, amina: Client) -> None:
    one = objective(who, "Mieux prévenir", figures=(FIGURE,))
    with within(who.ours):
        actions.save_objective(one, title="Prévenir", finding="", figures=[], version=1, by=who.amina, now=NOW)
    page = text(amina.get(f"{HOME}objectifs/{one.pk}/versions/"))
    assert "Chiffres du diagnostic Retiré : −65 ans et plus : 24 % (2021)" in page.replace("\xa0", " ")
    address = f"{HOME}objectifs/{one.pk}/?version=1"
    assert "Vous reprenez la version 1" in text(amina.get(address))
    data = {"title": "Mieux prévenir", "finding": "", "figures": [FIGURE["key"]], "version": "2"}
    assert amina.post(address, data).status_code == 302
    with within(who.ours):
        assert Objective.objects.get(pk=one.pk).figures == [FIGURE]


def test_a_remark_is_read_counted_then_settled(who: People, row: FicheAction, amina: Client) -> None:
    place = f"{HOME}fiches/{row.pk}/"
    assert signed_in(who.bruno).post(f"{place}commentaires/", {"remark": "Qui pilote ?"}).status_code == 302
    assert "Qui pilote ?" in text(amina.get(place))
    assert "1 commentaire à régler" in text(amina.get(f"{HOME}objectifs/")).replace("\xa0", " ")
    assert amina.post(f"{place}commentaires/", {"remark": " "}).status_code == 400
    assert amina.post(f"{place}commentaires/2/").status_code == 404
    assert amina.post(f"{place}commentaires/1/").status_code == 302
    assert "Réglé par Amina Essai" in text(amina.get(place))
    with within(who.ours):
        assert FicheComment.objects.get().settled_by == who.amina


def test_each_address_has_its_right(who: People, row: FicheAction) -> None:
    place, lea, bruno, chloe = f"{HOME}fiches/{row.pk}/", signed_in(who.lea), signed_in(who.bruno), signed_in(who.chloe)
    assert lea.get(f"{place}versions/").status_code == 200
    assert "Reprendre cette version" not in text(lea.get(f"{place}versions/"))
    assert lea.post(f"{place}commentaires/", {"remark": "Non"}).status_code == 403
    assert bruno.post(f"{place}commentaires/1/").status_code == 403
    theirs = f"/c/cpts-du-comtat/projet/fiches/{row.pk}/"
    for address in (f"{place}versions/", f"{theirs}versions/"):
        assert chloe.get(address).status_code == 404
    assert chloe.post(f"{theirs}commentaires/", {"remark": "Non"}).status_code == 404
