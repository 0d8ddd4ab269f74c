"""Each contract about layers is one that can be broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
BREAKS = {
    "Dependencies point down": ("model/geo.py", "import pipeline.texts"),
    "model/ is pure": ("model/geo.py", "import sqlite3"),
    "The crawler knows no learning and no pages": ("crawlers/reading.py", "import sklearn"),
    "The dashboard fetches nothing": ("dashboard/words.py", "import requests"),
    "Adapters know neither Scrapy nor the network": ("crawlers/adapters/rss.py", "import scrapy"),
}


@pytest.mark.checkout
def test_contracts_notice_what_they_forbid(tmp_path):
    """With one forbidden import for each, every contract is broken."""
    for folder in ("crawlers", "operations", "pipeline", "model", "dashboard", "data"):
        unwanted = shutil.ignore_patterns("__pycache__", "labels", "models")
        shutil.copytree(CHECKOUT / folder, tmp_path / folder, ignore=unwanted)
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    for file, line in BREAKS.values():
        path = tmp_path / file
        path.write_text(path.read_text("utf-8") + f"\n{line}\n", "utf-8")
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    broken = {
        line.removesuffix(" BROKEN") for line in done.stdout.splitlines() if " BROKEN" in line
    }

    assert set(BREAKS) == broken, done.stdout + done.stderr
