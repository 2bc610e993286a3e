"""What the documents claim, each with the question that a race answers. One file a claim."""

from kvt.claims.c21_fewer_lines import CLAIM as C21
from kvt.claims.c22_same_model import CLAIM as C22
from kvt.claims.c23_graphs_by_hand import CLAIM as C23
from kvt.claims.c24_traced_step_is_fast import CLAIM as C24
from kvt.claims.c25_tensors_by_hand import CLAIM as C25
from kvt.claims.c26_low_level_example import CLAIM as C26
from kvt.claims.claim import Claim, Verdict
from kvt.claims.outcome import Outcome

CLAIMS: dict[int, tuple[Claim, ...]] = {2: (C21, C22, C23, C24, C25, C26)}

__all__ = ["CLAIMS", "Claim", "Outcome", "Verdict"]
