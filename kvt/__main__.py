"""`python -m kvt`: the same jobs without a browser."""

import sys

from kvt.cli import main

if __name__ == "__main__":
    sys.exit(main())
