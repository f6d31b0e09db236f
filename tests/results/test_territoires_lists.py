"""Lists of codes as people have them: the good lines kept, the bad ones told, the dangerous refused."""

import io
import zipfile

import pytest
import xlsxwriter

from maillage.results.lists import UnableToRead, read_codes


def workbook(*rows):
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "text", "codes"),
    [
        ("pasted", "84007, 84031 84054;1015\n", ("84007", "84031", "84054", "1015")),
        ("lines", "84007\r\n\r\n2a004\r\n", ("84007", "2A004")),
        ("titled", "code\n84007\n", ("84007",)),
        ("named", "84007 Avignon\nCarpentras (84031)\n", ("84007", "84031")),
        ("semicolons", "nom;code_insee;cp\nAvignon;84007;84000\nSète;34301;34200\n", ("84007", "34301")),
        ("commas", 'CODGEO,LIBGEO\n84007,"Avignon, ville"\n', ("84007",)),
        ("tabs", "Commune\tInsee\nAvignon\t84007\n", ("84007",)),
        ("untitled", "Avignon;84000;84007\nSète;34200;34301\n", ("84007", "34301")),
        ("bom", "\ufeffcode_insee\n84007\n", ("84007",)),
        ("retired", "05043\n13201\n", ("05043", "13201")),
    ],
)
def test_codes_are_found(name, text, codes):
    reading = read_codes(f"{name}.csv", text.encode())
    assert reading.codes == codes
    assert reading.rejected == ()


def test_cp1252_and_utf16_are_read():
    assert read_codes("l.csv", "Libellé;Insee\nSète;34301\n".encode("cp1252")).codes == ("34301",)
    assert read_codes("l.csv", "code\n34301\n".encode("utf-16")).codes == ("34301",)


def test_bad_lines_are_told_with_their_number_and_good_ones_kept():
    text = "code_insee;nom\n84007;Avignon\n99999;Nulle part\n;vide\n=HYPERLINK();x\n97501;Miquelon\n84031;Carpentras\n"
    reading = read_codes("l.csv", text.encode())
    assert reading.codes == ("84007", "84031")
    assert [row.line for row in reading.rejected] == [3, 4, 5, 6]
    assert reading.rejected[2].value == "=HYPERLINK()"
    assert "hors du champ" in reading.rejected[3].reason


def test_a_workbook_with_a_title_numbers_and_lost_zeros():
    content = workbook(["Ma liste"], ["Code commune", "Nom"], [84007, "Avignon"], [1004, "Ambérieu"], ["", "total"])
    reading = read_codes("liste.xlsx", content)
    assert reading.codes == ("84007", "1004")
    assert [row.line for row in reading.rejected] == [5]
    assert read_codes("renommée.csv", content) == reading


def archive(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("vide.csv", b" \n", "vide"),
        ("gros.csv", b"84007\n" * 400_000, "2\u00a0Mo|2 Mo"),
        ("faux.xlsx", b"84007\n", "n'en est pas un"),
        ("image.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "ni un texte ni un tableur"),
        ("abîmé.xlsx", b"PK\x03\x04zzzz", "abîmé"),
        ("autre.xlsx", archive(texte=b"84007"), "archive"),
        ("bombe.xlsx", archive(**{"xl/a": b"0" * 70_000_000}), "démesuré"),
    ],
)
def test_a_file_that_is_not_a_list_is_refused_with_a_sentence(name, content, words):
    with pytest.raises(UnableToRead, match=words):
        read_codes(name, content)


def test_two_cells_far_apart_do_not_fill_the_machine():
    """The reader makes a full rectangle of them, and would stop the whole server."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "09122")
        sheet.write(1_048_575, 16_383, "09329")
    assert len(made.getvalue()) < 10_000
    with pytest.raises(UnableToRead, match="démesuré"):
        read_codes("liste.xlsx", made.getvalue())


def test_populations_are_never_codes_and_names_are_read_instead() -> None:
    """Populations of a list may be codes of communes elsewhere: 10 040 is Bernon, 16 145 was Gondeville."""
    reading = read_codes("x.csv", b"Commune;Population\nFoix;9493\nPamiers;16145\nSaint-Aubin;1200\nNulle-Part;10040\n")
    assert reading.codes == ("09122", "09225")
    assert [row.line for row in reading.rejected] == [4, 5]
    assert "Saint-Aubin, 21 (21541)" in reading.rejected[0].reason
    assert "Aucune commune ne porte ce nom" in reading.rejected[1].reason
    assert read_codes("x.csv", b"Nom;Habitants\nrien;84007\n").codes == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Commune;D\xe9partement;Population\nSaint-Aubin;21;1200\nDamville;27;10040\n", ("21541", "27198")),
        ("Commune\tCP\tHabitants\nFoix\t09000\t9493\nST GIRONS\t09200\t6300\n", ("09122", "09261")),
        ("Foix;9493\nPamiers;16145\n", ("09122", "09225")),
        ("Population;code_commune\n14000;84007\n92000;84031\n", ("84007", "84031")),
        ("code;nom\n09122;Foix\n84007;Avignon\n", ("09122", "84007")),
        ("ville\nL\x92Escale\nBourg-en-Bresse\n", ("04079", "01053")),
    ],
)
def test_header_and_plausibility_decide_which_column_is_read(text: str, codes: tuple[str, ...]) -> None:
    reading = read_codes("x.csv", text.encode("latin-1"))
    assert (reading.codes, reading.rejected) == (codes, ())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("09000 Foix\n09100 Pamiers\n", ("09122", "09225")),
        ("code_commune;commune\n09100;Pamiers\n09122;Foix\n", ("09225", "09122")),
        ("75011 Paris\n75112 Paris\n", ("75111", "75112")),
        ("09296 Sinsat\n09334 Vicdessos\n", ("09296", "09334")),
        ("Insee;nom\n09100;CPTS du Couserans\n09122;CPTS du Couserans\n", ("09100", "09122")),
    ],
)
def test_a_postal_code_never_wins_over_the_name_beside_it(text, codes):
    reading = read_codes("l.csv", text.encode())
    assert reading.codes == codes
    assert reading.rejected == ()


def test_a_code_that_the_name_beside_it_denies_is_refused():
    reading = read_codes("l.csv", b"code_commune;commune\n09122;Foix\n09225;Pamiers\n09261;Mirepoix\n")
    assert reading.codes == ("09122", "09225")
    assert [row.line for row in reading.rejected] == [4]
    assert "Saint-Girons" in reading.rejected[0].reason
    assert "Mirepoix" in reading.rejected[0].reason


def test_each_name_is_read_by_itself_among_lines_that_are_none():
    reading = read_codes("l.csv", b"Foix\nTrucmuche\nSaint-Denis\n99999\n")
    assert reading.codes == ("09122",)
    assert [row.line for row in reading.rejected] == [2, 3, 4]
    assert "4 communes portent ce nom" in reading.rejected[1].reason


def test_every_visible_sheet_is_read_or_named():
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name, rows in (
        ("Notice", ["Comment remplir ce classeur"]),
        ("Ain", ["Code Insee", "01004"]),
        ("Vaucluse", ["Insee", "84007", "99999"]),
    ):
        book.add_worksheet(name).write_column(0, 0, rows)
    hidden = book.add_worksheet("Brouillon")
    hidden.write_column(0, 0, ["Insee", "84031"])
    hidden.hide()
    book.close()
    reading = read_codes("liste.xlsx", buffer.getvalue())
    assert reading.codes == ("01004", "84007")
    assert [(row.line, row.value) for row in reading.rejected] == [(1, "Notice"), (3, "Vaucluse : 99999")]
    assert "Feuille laissée" in reading.rejected[0].reason


def test_a_name_of_several_communes_is_a_choice_among_them():
    reading = read_codes("l.csv", b"Commune\nFoix\nMirepoix\n")
    assert reading.codes == ("09122",)
    assert [code for code, _ in reading.rejected[0].choices] == ["09194", "32258"]
