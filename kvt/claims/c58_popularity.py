"""5.8, not measurable here: TensorFlow's popularity shows in its commits and forks."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict
from kvt.claims.outcome import Outcome


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    """Open whatever was run."""
    return Verdict(
        "open",
        "Not measurable here: no training knows how many people train. Commits and forks stand on the pages of the two "
        "repositories; they tell how many work on a library, not which one suits you.",
    )


CLAIM = Claim("5.8", 5, "The commits and forks of its repository show how popular TensorFlow is.", verdict)
