"""The notebook of the examples runs from top to bottom, and says what it says in every run."""

from __future__ import annotations

from typing import Any

import nbformat
from conftest import ROOT
from nbclient import NotebookClient

FOLDER = ROOT / "examples" / "python"


def test_the_month_of_the_bookshop_runs() -> None:
    notebook: Any = nbformat.read(FOLDER / "month.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": FOLDER}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 4
    assert any("placed</span>" in output.get("data", {}).get("text/html", "") for output in outputs)
    said = "".join(output["text"] for output in outputs if output["output_type"] == "stream")
    assert " orders of " in said
