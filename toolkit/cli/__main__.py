"""`python -m toolkit.cli`: the command line where no script is installed."""

from toolkit.cli import main

main()
