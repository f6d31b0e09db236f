"""Parts of the build that need no package: borders, coverage, totals, retired codes."""

import numpy as np
import pytest
import shapely

from maillage.opendata.base.build import adjacency, checks, contours, packages
from maillage.opendata.base.build.decoupage import Decoupage
from maillage.opendata.base.build.passage import Passage


def square(x: float, y: float) -> shapely.Geometry:
    return shapely.box(x, y, x + 1, y + 1)


def test_shared_borders_of_a_drawn_map():
    shapes = {"A": square(0, 0), "B": square(1, 0), "C": square(2, 1), "D": square(1, 1)}
    pairs = adjacency.shared_borders(list(shapes), np.array(list(shapes.values())))
    assert pairs == [("A", "B"), ("B", "D"), ("C", "D")]


def test_the_edge_is_the_exterior_ring_only():
    cells = {f"{x}{y}": square(x, y) for x in range(3) for y in range(3)}
    edge = adjacency.on_the_edge(list(cells), np.array(list(cells.values())))
    assert edge == set(cells) - {"11"}


def test_an_inner_void_is_not_the_edge():
    cells = {f"{x}{y}": square(x, y) for x in range(4) for y in range(5) if (x, y) != (1, 1)}
    edge = adjacency.on_the_edge(list(cells), np.array(list(cells.values())))
    assert {"12", "21", "22", "23"} & edge == set()


def test_interior_rings_are_voids():
    ring = shapely.union_all([square(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)])
    (void,) = contours.interior_rings(ring)
    assert void.equals(square(1, 1))


def test_a_wrong_total_stops_the_build_with_a_sentence():
    with pytest.raises(packages.UnableToBuild, match="Contrôle « communes » : trouvé 3, attendu 4"):
        checks.check("communes", 3, 4)


def test_an_altered_archive_is_refused(tmp_path):
    (tmp_path / packages.ALL[0].filename).write_bytes(b"altered")
    with pytest.raises(packages.UnableToBuild, match="empreinte"):
        packages.fetch_all(tmp_path)


def commune(code, **more):
    return {"code": code, "nom": code, "type": "commune-actuelle", **more}


def test_passage_follows_chains_and_leaves_present_codes_alone():
    new = Decoupage("6.0.0", (commune("00001"), commune("00004", anciensCodes=["00005"])))
    old = Decoupage(
        "5.3.0",
        (
            commune("00003"),
            {"code": "00002", "nom": "B", "type": "commune-deleguee", "chefLieu": "00003"},
            {"code": "00003", "nom": "C", "type": "commune-associee", "chefLieu": "00001"},
            {"code": "00004", "nom": "D", "type": "commune-deleguee", "chefLieu": "00001"},
        ),
    )
    passage = Passage({"6.0.0": new, "5.3.0": old}, "6.0.0")
    assert passage.present_code("00002") == "00001"
    assert passage.present_code("00004") == "00004"
    assert passage.present_code("00005") == "00004"
    assert passage.present_code("00005", former_only=True) is None
    assert passage.present_code("00009") is None
