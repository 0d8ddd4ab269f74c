"""What the web server says, where logs are to be JSON."""

import json
import os
import subprocess
import sys

CODE = """
import logging.config
from pipeline.log import set_up
from dashboard.server_log import send_on
if set_up():
    send_on()
from streamlit import config
config.set_option("logger.enableRich", False)  # as `serve` does by a flag
from streamlit.error_util import handle_uncaught_app_exception
from streamlit.logger import get_logger
from uvicorn.config import LOGGING_CONFIG
logging.config.dictConfig(LOGGING_CONFIG)
logging.getLogger("uvicorn.error").info("GET /ours?list=hunter2", extra={"color_message": "x"})
get_logger("streamlit.late").warning("watch out")
try:
    raise ValueError("https://me:hunter2@town.example")
except ValueError as error:
    handle_uncaught_app_exception(error)
"""


def test_pages_that_fail_are_logged_as_json():
    """Streamlit's and uvicorn's words too, one object a line, and without secrets."""
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, "TWOGETHER_LOG": "json"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    lines = [json.loads(line) for line in done.stderr.splitlines()]

    by_event = {line["event"]: line for line in lines}
    assert "uvicorn.error" == by_event["GET /ours?list=***"]["logger"]
    assert "WARNING" == by_event["watch out"]["level"]
    assert "ValueError: https://***@town.example" in by_event["Uncaught app execution"]["exc_info"]
    assert "hunter2" not in done.stderr + done.stdout
