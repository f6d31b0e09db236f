"""Which tests check again each criterion of the grid that says so."""

SAMPLE = "tests/functional/test_accessibilite.py::"
_AXE = (SAMPLE + "test_axe_finds_nothing_even_with_everything_open",)
_SEEN = (SAMPLE + "test_what_axe_does_not_see",)

CHECKED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("1.2", "3.2", "6.2", "8.3", "8.4", "8.5", "9.1", "9.2", "9.3", "11.1", "12.6", "12.7"), _AXE),
    **dict.fromkeys(
        ("1.1", "1.9", "3.3", "5.4", "5.6", "6.1", "8.1", "10.1", "11.6", "11.9", "11.13", "12.1", "12.2", "12.4", "13.2"),
        _SEEN,
    ),
    "7.2": ("tests/functional/test_every_page.py::test_it_works_without_javascript",),
    "7.3": (
        "tests/functional/test_studio.py::test_a_contour_is_drawn_by_keyboard",
        "tests/functional/test_studio.py::test_a_commune_is_chosen_on_the_map_by_keyboard",
        "tests/functional/test_studio.py::test_the_keyboard_alone_is_enough",
    ),
    "7.5": (
        "tests/functional/test_studio.py::test_a_late_answer_of_the_search_undoes_nothing",
        "tests/functional/test_accessibilite.py::test_the_map_of_another_indicator_is_said",
    ),
    "8.6": (
        SAMPLE + "test_each_page_has_a_title_of_its_own",
        "tests/www/test_components.py::test_the_answer_to_a_form_says_error_in_its_title_and_takes_the_focus",
        "tests/www/test_components.py::test_what_is_searched_is_in_the_title_and_a_fragment_brings_its_own",
    ),
    "10.7": (SAMPLE + "test_the_focus_is_seen_and_follows_the_page",),
    "10.11": (SAMPLE + "test_it_holds_in_320_pixels",),
    "10.12": (SAMPLE + "test_spaced_text_is_not_cut",),
    "11.10": ("tests/www/test_components.py::test_the_format_of_an_address_is_given_before_it_is_refused",),
    "11.11": ("tests/www/test_components.py::test_the_answer_to_a_form_says_error_in_its_title_and_takes_the_focus",),
    "12.3": ("tests/www/test_pages.py::test_each_page_of_the_site_map_answers",),
    "12.8": (
        SAMPLE + "test_the_focus_is_seen_and_follows_the_page",
        "tests/functional/test_studio.py::test_a_late_answer_of_the_search_undoes_nothing",
    ),
    "13.3": (
        "tests/documents/test_diagnostic.py::test_who_reads_by_ear_misses_nothing",
        "tests/documents/test_financement.py::test_who_reads_by_ear_misses_nothing",
        "tests/documents/test_projet.py::test_who_reads_by_ear_misses_nothing_and_both_papers_have_one_outline",
        "tests/www/test_financement_comparaison.py::test_the_comparison_is_kept_as_tables_and_as_a_pdf",
    ),
}
