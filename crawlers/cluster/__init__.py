"""A crawl in many processes: shards of sources, in workers of a Dask cluster."""
