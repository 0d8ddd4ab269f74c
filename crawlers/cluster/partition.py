"""What a shard brought, as Parquet: a row for each page, and one for each listing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from crawlers.cluster.folder import RunFolder
from model.event import SetAside
from pipeline import codec, page_codec
from pipeline.harvest import Batch, Fetch, Harvest, Haul

Row = dict[str, Any]
LISTINGS = {
    "source": "string", "page": "int64", "uid": "string", "payload": "string", "raw": "string",
}  # fmt: skip
PAGES = {
    "source": "string", "page": "int64", "url": "string", "fetched_at": "string",
    "outcome": "string", "status": "int64", "size": "int64", "content_hash": "string",
    "detail": "string", "not_before": "string", "set_aside": "string", "seen": "string",
    "unchanged": "bool",
}  # fmt: skip
"""The columns, with their Arrow types; `page` is the number of a page in its source."""


def write(folder: RunFolder, name: str, harvest: Harvest) -> None:
    """Write the partitions of shard *name*; each is there whole or not at all."""
    every = [(at, page) for haul in harvest.hauls.values() for at, page in enumerate(haul.answers)]
    _write(folder.partition("pages", name), (_page(*one) for one in every), PAGES)
    _write(folder.partition("listings", name), _listings(every), LISTINGS)


def read(folder: RunFolder, name: str, wanted: Iterable[str]) -> list[Haul]:
    """The hauls of some sources, by their ids, of shard *name*, as they were brought."""
    import pyarrow.parquet as pq

    done = folder.done(name)
    assert done is not None
    sources = {source.id: source for source in folder.sources(name)}
    hauls = {id_: Haul(sources[id_], cut_short=done.cut_short.get(id_, "")) for id_ in wanted}
    held: dict[tuple[str, int], list[Any]] = {}
    for row in pq.read_table(folder.partition("listings", name)).to_pylist():
        if row["source"] in hauls:
            read_back = codec.from_json(row["payload"], row["raw"])
            held.setdefault((row["source"], row["page"]), []).append(read_back)
    for row in pq.read_table(folder.partition("pages", name)).to_pylist():
        if row["source"] in hauls:
            own = held.get((row["source"], row["page"]), ())
            hauls[row["source"]].add(_batch(row, own))
    return list(hauls.values())


def _page(number: int, page: Batch) -> Row:
    fetch = asdict(page.fetch)
    return {
        **fetch,
        "page": number,
        "fetched_at": page.fetch.fetched_at.isoformat(),
        "set_aside": json.dumps([asdict(one) for one in page.set_aside], ensure_ascii=False),
        "seen": json.dumps(asdict(page.seen), ensure_ascii=False) if page.seen else None,
        "unchanged": page.unchanged,
    }


def _listings(pages: Iterable[tuple[int, Batch]]) -> Iterator[Row]:
    for number, page in pages:
        for one in page.listings:
            yield {
                "source": one.source,
                "page": number,
                "uid": one.uid,
                "payload": codec.to_json(one),
                "raw": one.raw,
            }


def _batch(row: Row, listings: Sequence[Any]) -> Batch:
    facts = {key: row[key] for key in Fetch.__dataclass_fields__}
    facts["fetched_at"] = datetime.fromisoformat(row["fetched_at"])
    return Batch(
        fetch=Fetch(**facts),
        listings=tuple(listings),
        set_aside=tuple(SetAside(**one) for one in json.loads(row["set_aside"])),
        seen=page_codec.seen(json.loads(row["seen"])) if row["seen"] else None,
        unchanged=row["unchanged"],
    )


def _write(path: Path, rows: Iterable[Row], columns: Mapping[str, str]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in columns.items()])
    table = pa.Table.from_pylist(list(rows), schema=schema)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    with partial.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
