"""What every language shares: golden vectors byte for byte, and nothing missing from the surface."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

import fondaco

SURFACE: dict[str, Any] = json.loads(fondaco.surface())
STUB = (Path(fondaco.__file__).parent / "wire.pyi").read_text()
KINDS = {
    "invalid": fondaco.InvalidError,
    "refused": fondaco.RefusedError,
    "unavailable": fondaco.UnavailableError,
    "fault": fondaco.FaultError,
}


def parts(line: str) -> tuple[str, str]:
    """The bytes of request and answer in the line of a vector."""
    found = re.fullmatch(r'\{"name":.*?,"request":(.*),"answer":(.*)\},?', line)
    assert found
    return found[1], found[2]


def vectors() -> list[tuple[str, str, str]]:
    """Name, request and answer of each, with the bytes of the file."""
    found = []
    for file in sorted((ROOT / "tests" / "vectors").glob("*.json")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("{"):
                request, answer = parts(line)
                found.append((json.loads(line.rstrip(","))["name"], request, answer))
    return found


def test_golden_vectors_are_answered_byte_for_byte() -> None:
    cases = vectors()
    assert len(cases) >= 100
    differ = [name for name, request, answer in cases if fondaco.run_vector(request) != answer]
    assert differ == []


def test_the_surface_is_the_committed_one() -> None:
    committed = ROOT / "bindings" / "contract" / "generated" / "surface.json"
    assert json.loads(committed.read_text()) == SURFACE


@pytest.mark.parametrize("name", SURFACE["commands"])
def test_every_command_can_be_sent(engine: fondaco.Engine, name: str) -> None:
    reached(lambda: engine.execute(anything(do=name)))
    assert f'do: Literal["{name}"]' in STUB.replace('"do"', "do")


@pytest.mark.parametrize("name", SURFACE["queries"])
def test_every_query_can_be_asked(engine: fondaco.Engine, name: str) -> None:
    reached(lambda: engine.query(anything(get=name)))
    assert f'get: Literal["{name}"]' in STUB
    assert f'got: Literal["{name}"]' in STUB


@pytest.mark.parametrize("name", SURFACE["records"])
def test_every_kind_of_record_can_be_listed(engine: fondaco.Engine, name: str) -> None:
    answer: Any = engine.query(anything(get="records", kind=name))
    assert answer["got"] == "records"


def anything(**fields: str) -> Any:
    return fields


def reached(call: Any) -> None:
    """A name that is known is carried out, or lacks a field; one that isn't is an unknown name."""
    try:
        call()
    except fondaco.FondacoError as error:
        assert "unknown name" not in error.reason and "unknown variant" not in error.reason


def test_an_unknown_name_is_refused(engine: fondaco.Engine) -> None:
    with pytest.raises(fondaco.InvalidError, match="unknown name"):
        engine.execute(anything(do="dance"))


@pytest.mark.parametrize("code", SURFACE["codes"], ids=lambda code: code["code"])
def test_every_code_is_raised_as_the_class_of_its_kind(code: dict[str, str]) -> None:
    error = KINDS[code["kind"]](code["code"], code["meaning"])
    assert error.kind == code["kind"]
    assert str(error) == f"{code['code']}: {code['meaning']}"
    assert f'"{code["code"]}"' in STUB
