"""The web server's own log, sent on to where everything is logged."""

from __future__ import annotations

import logging

PLAIN = ("--logger.enableRich", "false")
"""Has Streamlit log what a page raised, which it would else paint on standard output."""


def send_on() -> None:
    """Let Streamlit and uvicorn write nothing by themselves: their loggers pass on to the root."""
    import streamlit.logger
    from uvicorn.config import LOGGING_CONFIG

    streamlit.logger.setup_formatter = _pass_on
    streamlit.logger.update_formatter()
    LOGGING_CONFIG["loggers"] = {"uvicorn": {"level": "INFO"}, "uvicorn.access": {"level": "ERROR"}}


def _pass_on(logger: logging.Logger) -> None:
    """In the place of the handler that Streamlit gives each of its loggers."""
    own = getattr(logger, "streamlit_console_handler", None)
    if own is not None:
        logger.removeHandler(own)
    logger.propagate = True
