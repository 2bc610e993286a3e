"""What the documents claim, and what answers it. One file a claim: `c<document><number>_….py`."""

import importlib
import pkgutil
import re

from kvt.claims.claim import Claim, Verdict
from kvt.claims.outcome import Outcome


def _found() -> dict[int, tuple[Claim, ...]]:
    """Every claim of this folder, by document, in the order of the files' names."""
    claims: dict[int, tuple[Claim, ...]] = {}
    for module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        if re.fullmatch(r"c\d\d_\w+", module):
            claim: Claim = importlib.import_module(f"{__name__}.{module}").CLAIM
            claims[claim.document] = (*claims.get(claim.document, ()), claim)
    return claims


CLAIMS: dict[int, tuple[Claim, ...]] = _found()

__all__ = ["CLAIMS", "Claim", "Outcome", "Verdict"]
