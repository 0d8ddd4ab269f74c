"""`python -m pipeline` is `twogether`."""

from pipeline.cli import main

main()
