"""A warehouse is put in place whole or not at all, and a damaged one never answers."""

import shutil
from pathlib import Path

import pytest

from maillage.opendata.warehouse.folder import CorruptWarehouse, swap_in, verify
from maillage.opendata.warehouse.opened import open_warehouse
from maillage.opendata.warehouse.schema import EMBEDDED, MANIFEST


def copied(aside: Path) -> None:
    for path in EMBEDDED.iterdir():
        if path.name != MANIFEST:
            shutil.copyfile(path, aside / path.name)


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "entrepot"
    swap_in(folder, copied, built_by="test", sources=[], linked=True)
    return folder


def test_the_stamp_follows_the_content(target):
    assert verify(target).stamp == verify(EMBEDDED).stamp


@pytest.mark.parametrize("linked", [True, False])
def test_a_second_swap_replaces_the_first(tmp_path, linked):
    folder = tmp_path / "entrepot"
    for _ in range(3):
        swap_in(folder, copied, built_by="test", sources=[], linked=linked)
    assert verify(folder).built_by == "test"
    assert len(list(tmp_path.iterdir())) <= 3


def test_a_failed_build_leaves_the_good_one(target):
    def broken(aside: Path) -> None:
        copied(aside)
        raise OSError("disque plein")

    with pytest.raises(OSError, match="disque plein"):
        swap_in(target, broken, built_by="test", sources=[], linked=True)
    assert verify(target).stamp == verify(EMBEDDED).stamp


def test_an_incomplete_build_never_replaces_the_good_one(target):
    def partial(aside: Path) -> None:
        copied(aside)
        (aside / "outlines.parquet").unlink()

    with pytest.raises(CorruptWarehouse, match=r"outlines\.parquet"):
        swap_in(target, partial, built_by="test", sources=[], linked=True)
    assert verify(target)


@pytest.mark.parametrize("damage", ["manifest", "no manifest", "size", "missing"])
def test_a_damaged_folder_falls_back_to_the_embedded_data_with_a_sentence(target, damage):
    home = target.resolve()
    if damage == "manifest":
        (home / MANIFEST).write_text("{", encoding="utf-8")
    elif damage == "no manifest":
        (home / MANIFEST).unlink()
    elif damage == "size":
        (home / "start.zip").write_bytes(b"x")
    else:
        (home / "communes.parquet").unlink()
    opened = open_warehouse(target)
    assert opened.folder == EMBEDDED
    assert "données embarquées" in opened.fallback
    assert len(opened.columns.codes) == 34_920


def test_a_changed_byte_is_found_by_the_deep_check(target):
    path = target.resolve() / "communes.parquet"
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)
    with pytest.raises(CorruptWarehouse, match="empreinte"):
        verify(target)


def test_without_folder_the_embedded_data_answer(tmp_path):
    assert open_warehouse(tmp_path / "absent").folder == EMBEDDED
    assert open_warehouse() is open_warehouse()
