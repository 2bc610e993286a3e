"""All that stands below the button: verdicts, the live picture, the table, the code, the claims, what to take along."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from kvt.claims import CLAIMS, Outcome
from kvt.runs.run import Run
from kvt.views.code import draw_code
from kvt.views.debugged import draw_debugged
from kvt.views.downloads import take_along
from kvt.views.live import live
from kvt.views.outcomes import outcomes
from kvt.views.race import earlier_runs
from kvt.views.table import draw_table
from kvt.views.trouble import say_trouble
from kvt.views.verdicts import Tile, draw_claims, draw_tiles, tiles


def results(
    page: str,
    runs: Sequence[Run],
    *,
    document: int,
    tiles: Callable[[Sequence[Outcome]], list[Tile]] = tiles,
    drawn: Collection[str] = (),
    below_picture: Callable[[str, Sequence[Run]], None] | None = None,
    below_claims: Callable[[str], None] | None = None,
    elsewhere: Sequence[Outcome] = (),
    knobs: bool = True,
) -> None:
    """Everything that a race has to tell, whether it has begun, is running or has ended.

    `drawn` are the topics that have their place elsewhere on the page; `below_picture` draws what else the runs have
    to show, before the code, and `below_claims` what belongs to those; claims are judged by what was found
    `elsewhere`, too, and the stories below them have their `knobs`, unless those stand on another page.
    """
    found = outcomes(runs)
    running = any(run.status.active for run in runs)
    in_vain = bool(runs) and not running and not any(one.history.steps.size for one in found)
    if in_vain:
        say_trouble(runs, found)  # there is nothing else to see
    else:
        draw_tiles(tiles(found), "-race-running" if running else "-race")
    if live(runs, key=f"{page}/live"):
        st.rerun()
    if runs and not in_vain:
        say_trouble(runs, found)
        draw_debugged(page, runs, found)
        draw_table(found)
    if below_picture:
        below_picture(page, runs)
    st.header("The code", anchor=False)
    draw_code(page, runs)
    st.header("What the document claims, and what this machine says", anchor=False)
    draw_claims(page, document, found, [*_earlier(page, runs, document), *elsewhere], drawn=drawn, knobs=knobs)
    if below_claims:
        below_claims(page)
    st.header("Take along", anchor=False)
    take_along(page, runs)


def _earlier(page: str, runs: Sequence[Run], document: int) -> list[Outcome]:
    """What the page's other races came to, where claims name races of their own: one may need two of them."""
    if not any(claim.settings for claim in CLAIMS[document]):
        return []
    return [outcome for race in earlier_runs(page, runs) for outcome in outcomes(race)]
