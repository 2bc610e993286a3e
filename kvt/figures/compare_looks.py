"""How runs look in every picture of a comparison, and beside their names.

Colour means the way here too: the first run of each route looks as that route does on the pages that race, and so the
first run of Keras is orange, and of TensorFlow blue. The others differ by a value, not by a way, and are drawn in
colours that belong to neither; eight runs of one route have eight colours. From then on the colours come again with
other dashes and markers, so that no two of a hundred runs look the same.
"""

from collections.abc import Sequence

from kvt.figures.palette import LOOKS, TWINS, Look, look

OTHERS = (
    *TWINS,
    Look(("#00795C", "#3DDBB0"), "solid", "cross"),
    Look(("#CC79A7", "#F0A8D0"), "dash", "triangle-down"),
)
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "cross", "x", "triangle-up", "triangle-down", "star", "hexagon", "pentagon")
FEW = 8  # runs that eyes tell apart by their lines


def looks(routes: Sequence[str]) -> list[Look]:
    """One look a run, each by the kind of its route; "" for a story, which has none."""
    found: list[Look] = []
    seen: set[str] = set()
    others = 0
    for route in routes:
        if route in LOOKS and route not in seen:
            found.append(look(route))
            seen.add(route)
        else:
            found.append(_other(others))
            others += 1
    return found


def _other(number: int) -> Look:
    again, place = divmod(number, len(OTHERS))
    first = OTHERS[place]
    if not again:
        return first
    dash = DASHES[(DASHES.index(first.dash) + again) % len(DASHES)]
    return Look(first.colors, dash, SYMBOLS[(SYMBOLS.index(first.symbol) + again) % len(SYMBOLS)])
