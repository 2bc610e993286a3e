"""Figures as people read them."""

import math
from collections.abc import Sequence

from kvt.claims.difference import is_rounding


def equality(difference: float) -> str:
    """'equal to the last bit', 'equal to 6e-9', or 'apart by 0.012'."""
    if difference == 0:
        return "equal to the last bit"
    return (
        f"equal to {difference:.0e}".replace("e-0", "e-") if is_rounding(difference) else f"apart by {difference:.2g}"
    )


def times(ratio: float) -> str:
    """A ratio of speeds: '31×', '3.1×', '1.04×'."""
    return (
        f"{ratio:,.0f}×".replace(",", " ") if ratio >= 9.95 else f"{ratio:.1f}×" if ratio >= 1.95 else f"{ratio:.2f}×"
    )


def pace(slowdown: float) -> str:
    """How many times as long it takes, in words: '2.7× slower', '1.3× faster', 'as fast' within five percent."""
    if abs(slowdown - 1) <= 0.05:
        return "as fast"
    return f"{times(slowdown)} slower" if slowdown > 1 else f"{times(1 / slowdown)} faster"


def rate(per_second: float) -> str:
    """Steps a second to three digits, thousands apart: '46 100'."""
    digits = max(0, math.floor(math.log10(per_second)) - 2) if per_second >= 1 else 0
    rounded = round(per_second, -digits) if digits else round(per_second, 0 if per_second >= 100 else 1)
    return f"{rounded:,.0f}".replace(",", "\u00a0") if per_second >= 100 else f"{rounded:g}"


def duration(seconds: float) -> str:
    """'0.24 ms', '12 ms', '0.31 s', '12 s', '3 min 20 s'."""
    if seconds < 0.0995:
        return f"{seconds * 1000:.2g} ms"
    if seconds < 9.95:
        return f"{seconds:.2f} s" if seconds < 1 else f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def memory(size: int) -> str:
    """Bytes as '112 MB' (of a million bytes)."""
    return f"{size / 1e6:,.0f} MB".replace(",", " ") if size < 1e10 else f"{size / 1e9:.1f} GB"


def count(number: int, noun: str) -> str:
    """'1 line', '17 lines'."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))
