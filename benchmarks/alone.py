"""A measurement in a process of its own, so that memory and start-up are its own too."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any


def alone(script: str, *arguments: object) -> Any:
    """What *script* prints on its last line, as JSON.

    Where it fails, this process ends too, with all that it said.
    """
    command = [sys.executable, script, *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}".rstrip() or f"ended with {done.returncode}")
    return json.loads(done.stdout.splitlines()[-1])
