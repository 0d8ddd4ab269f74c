"""A measurement in a process of its own, so that memory and start-up are its own too."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any


def alone(script: str, *arguments: object) -> Any:
    """What *script* prints on its last line, as JSON."""
    command = [sys.executable, script, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])
