"""The table of what was read of sources that a crawl could not finish."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pipeline import page_codec
from pipeline.harvest import Batch
from pipeline.tables import Tables


class VisitTables(Tables):
    """The part of a catalogue that lets the next crawl go on where the last one had to stop."""

    def save_unfinished(self, source: str, pages: Iterable[Batch]) -> None:
        """Keep *pages* of a source in the place of those that were kept of it."""
        self.db.execute("DELETE FROM unfinished WHERE source = ?", [source])
        self.db.insert(
            "unfinished",
            (
                {
                    "source": source,
                    "url": page.seen.url,
                    "fetched_at": page.fetch.fetched_at.isoformat(),
                    "page": page_codec.to_json(page),
                }
                for page in pages
                if page.seen is not None
            ),
        )

    def unfinished(self, since: datetime) -> dict[tuple[str, str], Batch]:
        """The pages that were fetched since a moment of sources not finished, by (source, url)."""
        rows = self.query(
            "SELECT source, url, page FROM unfinished WHERE fetched_at >= ?", [since.isoformat()]
        )
        return {(row["source"], row["url"]): page_codec.from_json(row["page"]) for row in rows}
