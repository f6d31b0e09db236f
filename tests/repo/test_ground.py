"""Each process of tests has an instance of its own, away from the one of the developer."""

from pathlib import Path

from django.conf import settings

from tests.support.checkout import ROOT


def test_the_instance_is_the_one_of_this_process(instance: Path) -> None:
    assert instance.is_dir()
    assert instance == settings.MAILLAGE_DIR
    assert ROOT not in instance.parents
