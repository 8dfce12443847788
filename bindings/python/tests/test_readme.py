"""What the README shows is what the tests run."""

from __future__ import annotations

import textwrap
from pathlib import Path

HERE = Path(__file__).parent


def test_the_readme_shows_the_checkout_that_runs() -> None:
    program = (HERE / "checkout.py").read_text(encoding="utf-8")
    checkout = program.split("    # begin: checkout\n")[1].split("    # end: checkout")[0]
    assert textwrap.dedent(checkout) in (HERE.parent / "README.md").read_text(encoding="utf-8")
