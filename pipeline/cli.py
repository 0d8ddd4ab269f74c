"""The `twogether` command; each folder brings its own subcommands by entry point."""

from __future__ import annotations

import logging
from importlib.metadata import entry_points
from typing import IO, Any

import click

from model.errors import TwogetherError
from pipeline.complaints import disk_explained
from pipeline.log import say


class Failure(click.ClickException):
    """An error of ours, shown without a traceback."""

    def __init__(self, error: TwogetherError) -> None:
        super().__init__(str(error))
        self.exit_code = error.exit_code  # type: ignore[misc]

    def show(self, file: IO[Any] | None = None) -> None:
        """On standard error, in the form of the logs."""
        say(f"Error: {self.format_message()}", logging.ERROR)


class Commands(click.Group):
    """Loads a subcommand only when it is asked for, so that `--help` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(ep.name for ep in entry_points(group="twogether.commands"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for ep in entry_points(group="twogether.commands", name=cmd_name):
            command = ep.load()
            assert isinstance(command, click.Command)
            return command
        return None

    def invoke(self, ctx: click.Context) -> object:
        try:
            with disk_explained():
                return super().invoke(ctx)
        except TwogetherError as error:
            raise Failure(error) from error


@click.command(cls=Commands)
@click.version_option(package_name="twogether-events", prog_name="twogether")
def main() -> None:
    """Find something to do together, near you."""
