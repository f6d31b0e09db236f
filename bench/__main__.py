"""`make bench`: runs every measure of this folder and prints one table; a missed target is shown, not a failure."""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator

import bench
from bench.rows import Row

NOT_MEASURES = {"__main__", "rows"}


def measures(wanted: list[str]) -> Iterator[str]:
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name not in NOT_MEASURES and (not wanted or module.name in wanted):
            yield module.name


def verdict(row: Row) -> str:
    if row.target_ms is None:
        return ""
    return "ok" if row.median_ms <= row.target_ms else "MISSED"


def line(row: Row) -> str:
    target = "" if row.target_ms is None else f"≤ {row.target_ms:g}"
    ratio = "" if row.ratio is None else f"{row.ratio:.1f} ×"
    return f"{row.name:<62.62} {row.median_ms:>9.2f} {row.unit:<3} {target:>8} {verdict(row):<6} {ratio:>8} {row.peer}".rstrip()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures the speed of Maillage.")
    parser.add_argument("measure", nargs="*", help="names of modules of bench/; all of them by default")
    missed = 0
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} (a busy machine shows in the times, less in the ratios)\n")
    print(f"{'measure (medians; p95 where said)':<62} {'':>9} {'':<3} {'target':>8} {'':<6} {'faster':>8} than")
    for name in measures(parser.parse_args().measure):
        module = importlib.import_module(f"bench.{name}")
        for row in getattr(module, "run", list)():
            print(line(row), flush=True)
            missed += verdict(row) == "MISSED"
    print(f"\n{missed} target(s) missed." if missed else "\nEvery target is met.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
