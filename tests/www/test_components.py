"""The tags of the shared pieces: what they draw, and that nothing a person wrote is read as markup."""

from django.template import Context, Template

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
