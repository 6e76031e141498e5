"""Every gap has a test, and the README shows the list. ``python3 tests/test_gaps.py --write`` renews the README."""

import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from support import LOCAL, TESTED  # noqa: E402
from terrace_local.gaps import GAPS  # noqa: E402

README = LOCAL / "README.md"
BEGIN, END = "<!-- gaps -->\n", "<!-- end of gaps -->\n"


def tests_by_gap():
    for file in sorted(HERE.glob("test_*.py")):
        if file.name != Path(__file__).name:
            __import__(file.stem)
    return dict(TESTED)


def table():
    tests = tests_by_gap()
    rows = [f"| {gap.service} | {gap.name} | {gap.moto} | {gap.here} | {tests.get((gap.module, gap.name), 'none')} |\n"
            for gap in GAPS]
    return "".join(["| service | action or attribute | moto 5.2.1 | here | test |\n", "|---|---|---|---|---|\n", *rows])


class GapsTest(unittest.TestCase):

    def test_every_gap_has_a_test_and_every_test_a_gap(self):
        self.assertEqual(sorted((gap.module, gap.name) for gap in GAPS), sorted(tests_by_gap()))

    def test_no_gap_is_listed_twice(self):
        names = [(gap.module, gap.name) for gap in GAPS]
        self.assertEqual(sorted(set(names)), sorted(names))

    def test_the_readme_shows_the_list(self):
        shown = README.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
        self.assertEqual(table(), shown, "renew it with: python3 local/tests/test_gaps.py --write")


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
        README.write_text(before + BEGIN + table() + END + rest.partition(END)[2], encoding="utf-8")
    else:
        unittest.main()
