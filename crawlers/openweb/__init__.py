"""Web archives as a source: pages that others have fetched, in the standard's files (WARC)."""
