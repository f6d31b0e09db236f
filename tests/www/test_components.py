"""The tags of the shared pieces: what they draw, and that nothing a person wrote is read as markup."""

import pytest
from django.template import Context, Template
from django.test import Client
from lxml import html

pytestmark = pytest.mark.django_db

SLY = "<b>CPTS</b>"


def drawn(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def test_a_table_is_named_and_reached_by_keyboard() -> None:
    page = drawn(
        '{% scrolled_table "Voisins de" place table="wide" frame="tall" %}<tbody></tbody>{% endscrolled_table %}', place=SLY
    )
    assert '<div class="table-scroll tall" tabindex="0" role="group" aria-label="Voisins de &lt;b&gt;CPTS&lt;/b&gt;">' in page
    assert '<table class="table wide"><caption class="visually-hidden">Voisins de &lt;b&gt;CPTS&lt;/b&gt;</caption>' in page
    assert page.endswith("<tbody></tbody></table></div>")


def test_a_table_that_writes_its_caption_has_one_only() -> None:
    page = drawn('{% scrolled_table "Voisins" %}\n  <caption>Qui touche</caption><tbody></tbody>{% endscrolled_table %}')
    assert page.count("<caption") == 1
    assert "Qui touche" in page


def test_what_a_table_holds_stays_escaped() -> None:
    page = drawn('{% scrolled_table "Noms" %}<tr><td>{{ name }}</td></tr>{% endscrolled_table %}', name=SLY)
    assert "<td>&lt;b&gt;CPTS&lt;/b&gt;</td>" in page


def test_an_alert_is_told_by_a_word_when_it_has_no_title() -> None:
    page = drawn('{% alert "erreur" text items=items href="/x/" label="Revenir" %}', text=SLY, items=["un", "deux"])
    assert 'role="alert"' in page
    assert "Erreur&nbsp;:" in page
    assert "&lt;b&gt;CPTS" in page
    assert "<li>deux</li>" in page
    assert '<a href="/x/">Revenir</a>' in page


def test_a_why_link_says_what_it_explains() -> None:
    page = drawn('{% why "/p/?a=1&b="|add:code label %}', code="2", label="la taille")
    assert 'href="/p/?a=1&amp;b=2"' in page
    assert 'Pourquoi&nbsp;?<span class="visually-hidden"> la taille</span>' in page


def test_a_figure_has_its_unit_its_date_and_its_reason() -> None:
    page = drawn('{% stat "Population" "78 760" unit="habitants" when="2023" why="/p/" %}')
    for part in ("Population", "78 760", "habitants", "2023", "Pourquoi"):
        assert part in page
    assert "stat-when" not in drawn('{% stat "Taille" "2" %}')


def test_the_answer_to_a_form_says_error_in_its_title_and_takes_the_focus(client: Client) -> None:
    page = client.post("/compte/signup/", {"name": "Ana", "email": "ana"}).content.decode()
    assert "<title>Erreur&nbsp;: Créer un compte" in page
    summary = html.fromstring(page).xpath("//*[@role='alert'][@autofocus]")[0]
    assert [link.get("href") for link in summary.xpath(".//a")] == ["#id_email", "#id_password1", "#id_password2"]
    assert "nom@exemple.fr" in summary.text_content()


def test_the_format_of_an_address_is_given_before_it_is_refused(client: Client) -> None:
    page = html.fromstring(client.get("/compte/signup/").content.decode())
    field = page.xpath("//input[@name='email']")[0]
    assert field.get("placeholder") is None
    assert "nom@exemple.fr" in page.xpath("//*[@id=$id]", id=field.get("aria-describedby"))[0].text_content()
    assert "Erreur" not in page.findtext(".//title")


def test_a_refusal_without_a_field_takes_the_focus_too(client: Client) -> None:
    page = client.post("/compte/login/", {"login": "ana@exemple.fr", "password": "un mot de passe long"}).content.decode()
    assert "<title>Erreur&nbsp;: Se connecter" in page
    assert len(html.fromstring(page).xpath("//*[@role='alert'][@autofocus]")) == 1


def test_a_dossier_that_cannot_be_read_says_so_in_the_title(client: Client) -> None:
    page = client.post("/financement/ouvrir/", {"texte": "bonjour"}).content.decode()
    assert "<title>Erreur&nbsp;: Ouvrir un dossier" in page


def test_the_simulator_and_the_comparison_say_error_in_their_titles(client: Client) -> None:
    page = client.get("/financement/", {"population": "beaucoup"}).content.decode()
    assert "<title>Erreur&nbsp;: " in page
    page = client.get("/financement/comparaison/", {"population": "80400", "b.population": "beaucoup"}).content.decode()
    assert "<title>Erreur&nbsp;: Comparer" in page
    summary = html.fromstring(page).xpath("//*[@role='alert'][@autofocus]")[0]
    assert [link.get("href") for link in summary.xpath(".//a")] == ["#champ-b-population"]
    assert html.fromstring(page).xpath("//*[@id='champ-b-population'][@aria-invalid='true']")


def test_what_is_searched_is_in_the_title_and_a_fragment_brings_its_own(client: Client) -> None:
    assert "<title>«&nbsp;avance&nbsp;» · Les textes" in client.get("/textes/", {"q": "avance"}).content.decode()
    part = client.get("/textes/", {"q": "avance"}, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("<title>«&nbsp;avance&nbsp;» · Les textes · Maillage</title>")
    part = client.get("/financement/", {"population": "80400"}, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("<title>80")
