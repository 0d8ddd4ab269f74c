"""`twogether backup` and `twogether restore`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.config import Config, home_option

TOLD = ("events", "listings", "corrections", "rulings", "answers")
"""Tables of the catalogue whose rows a host is told the number of."""


@click.command()
@click.argument("to", required=False, type=click.Path(file_okay=False, path_type=Path))
@home_option
@click.option("--keep", type=click.IntRange(1), help="Delete all but the newest N backups there.")
@click.option(
    "--without-private",
    is_flag=True,
    help="Leave out what couples wrote, and the settings that hold passwords.",
)
def backup(to: Path | None, home: Path, keep: int | None, without_private: bool) -> None:
    """Write all that cannot be made anew to one file in the folder TO.

    It may run beside a crawl and the dashboard. Without TO the file goes to backups in the home
    folder, which helps against a mistake and not against a broken disk.
    """
    from operations.backup import back_up, thin_out

    folder = to or Config(home).backups
    file, manifest = back_up(home, folder, datetime.now(UTC), private=not without_private)
    click.echo(f"{file}  {file.stat().st_size / 1e6:.1f} MB, read back and found whole")
    click.echo(_holds(manifest.rows, manifest.files))
    if keep:
        for old in thin_out(folder, keep):
            click.echo(f"{old} deleted")


@click.command()
@click.argument(
    "file", metavar="FROM", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@home_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, home: Path, yes: bool) -> None:
    """Put the backup FROM in the place of what the home folder holds.

    The whole backup is checked first, and what was there before is kept in backups.
    """
    from operations.backup_file import DATABASES, OTHERS
    from operations.restore import put_in_place, verified
    from pipeline.indexing import current_index

    with verified(file, home) as found:
        click.echo(f"{file}, made at {found.manifest.made_at}, is whole")
        click.echo(_holds(found.manifest.rows, found.manifest.files))
        if not yes:
            click.confirm(f"Put it in the place of what {home} holds?", abort=True)
        kept = put_in_place(found, home, datetime.now(UTC))
        current_index(home)
    held = {name.split("/")[0] for name in found.manifest.files}
    click.echo("Restored: " + ", ".join(name for name in (*DATABASES, *OTHERS) if name in held))
    left = [name for name in (*DATABASES, *OTHERS) if name not in held and (home / name).exists()]
    if left:
        click.echo(f"Not in the backup, so left as it is: {', '.join(left)}")
    if kept:
        click.echo(f"What was there before: {kept}")
    click.echo("Run `twogether rebuild` if another version of twogether made the backup.")


def _holds(rows: dict[str, dict[str, int]], files: dict[str, tuple[int, str]]) -> str:
    counts = rows["catalogue.db"]
    parts = [f"{counts[table]} {table}" for table in TOLD if table in counts]
    names = sorted({name.split("/")[0] for name in files} - {"catalogue.db"})
    return "  holds " + ", ".join(parts) + (f"; {', '.join(names)}" if names else "")


def newest_backup(home: Path) -> str:
    """For `twogether doctor`: how old the newest backup in the home folder is.

    Raises:
        InputError: if a restore was killed before it had ended.
    """
    from model.errors import InputError
    from operations.backup import backups
    from operations.restore import UNFINISHED

    if left := sorted(home.glob(f"{UNFINISHED}*")):
        msg = (
            f"home {str(home)!r} has {left[0].name}, so a restore is running or was killed; "
            "let it end, or run it again"
        )
        raise InputError(msg)
    if not (found := backups(Config(home).backups)):
        return "none in the home folder; `twogether backup` makes one, best on another disk"
    age = datetime.now(UTC) - datetime.fromtimestamp(found[0].stat().st_mtime, UTC)
    return f"{found[0].name} is {age.days} days old"
