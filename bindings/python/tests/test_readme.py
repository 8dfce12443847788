"""What the README shows is what the tests run."""

from __future__ import annotations

import textwrap
from pathlib import Path

import fondaco

HERE = Path(__file__).parent


def test_the_readme_shows_the_checkout_that_runs() -> None:
    program = (HERE / "checkout.py").read_text(encoding="utf-8")
    checkout = program.split("    # begin: checkout\n")[1].split("    # end: checkout")[0]
    assert textwrap.dedent(checkout) in (HERE.parent / "README.md").read_text(encoding="utf-8")


def test_everything_public_says_what_it_is_for() -> None:
    for name in fondaco.__all__:
        public = getattr(fondaco, name)
        if isinstance(public, str):
            continue
        assert public.__doc__, name
        members = {member for member in vars(public) if not member.startswith("_")} if isinstance(public, type) else set()
        assert [member for member in members - {"kind"} if not getattr(public, member).__doc__] == [], name
