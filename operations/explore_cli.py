"""`twogether explore`: the catalogue as open data, in Datasette."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.config import Config, home_option


@click.command()
@home_option
@click.option("--port", default=8502, show_default=True, type=click.IntRange(1, 65535))
@click.option("--sql", is_flag=True, help="Let questions of one's own be asked in SQL.")
def explore(home: Path, port: int, sql: bool) -> None:
    """Open the catalogue as tables, for this machine alone, with questions that are often asked.

    What is shown is a copy as of now, without what only a host knows: their corrections and
    answers, hidden events, what pages answered. Needs the extra "explore".
    """
    import signal
    import tempfile

    from operations.explore import NAME, datasette
    from pipeline.open_data import open_copy

    with tempfile.TemporaryDirectory(prefix="twogether-") as folder:
        copy = Path(folder) / NAME
        open_copy(Config(home).catalogue, copy)
        server = datasette(copy, sql=sql)
        import uvicorn

        signal.signal(signal.SIGTERM, signal.default_int_handler)  # else the copy would stay
        click.echo(f"The catalogue is at http://127.0.0.1:{port}/{copy.stem}")
        uvicorn.run(server.app(), host="127.0.0.1", port=port, log_level="warning")
