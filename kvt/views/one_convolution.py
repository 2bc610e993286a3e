"""One convolution, pixel by pixel: the visitor chooses one, and sees what is multiplied and summed."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.words import duration, equality
from kvt.figures import grid
from kvt.views import state


@st.fragment
def draw_convolution(page: str, results: Sequence[Mapping[str, Any]]) -> None:
    """Nothing before there is a result; a choice of pixel and filter redraws this part alone."""
    data = next((result for result in results if result["name"] == "convolution"), None)
    maps = {result["way"]: result for result in results if result["name"] == "maps"}
    if data is None or not maps:
        return
    row, column, number = _choose(page, data)
    sums = grid.select(data["padded"], data["kernels"][number], row, column)
    size = len(sums.kernel)
    first = next(iter(maps.values()))
    pictures = (
        ("The image", data["padded"], False, grid.Box(row, column, size)),
        ("The window", sums.window, size <= 5, None),
        ("× the filter", sums.kernel, size <= 5, None),
        ("= the products", sums.products, size <= 5, None),
        ("Their sum, in the map", first["maps"][number], False, grid.Box(row, column)),
    )
    for place, (title, rows, numbers, box) in zip(st.columns(5, gap="small"), pictures, strict=True):
        with place:
            st.markdown(f"**{title}**")
            st.html(grid.draw(rows, title, numbers=numbers, box=box))
    st.markdown(f"Sum of the {size * size} products: **{sums.total:.6f}**. Around the image stand zeros.")
    table = ["| Way | This pixel | All pixels, against loops | Time |", "|---|---|---|---|"]
    for way, found in maps.items():
        pixel = found["maps"][number][row][column]
        apart = "–" if way == "loops" else equality(found["apart"])
        table.append(f"| `{way.replace('`', '’')}` | {pixel:.6f} | {apart} | {duration(found['seconds'])} |")
    st.markdown("\n".join(table))


def _choose(page: str, data: Mapping[str, Any]) -> tuple[int, int, int]:
    """Row and column, counted from 0, and the filter's number."""
    height, width = len(data["image"]), len(data["image"][0])
    columns = st.columns([2, 2, 4], gap="medium", vertical_alignment="bottom")
    row = columns[0].slider("Row", 1, height, value=min(3, height), key=f"{page}/row")
    column = columns[1].slider("Column", 1, width, value=min(3, width), key=f"{page}/column")
    names = list(data["filters"])
    key = f"{page}/filter"
    with columns[2]:
        chosen = st.segmented_control("Filter", names, key=state.tell(key, state.kept(key, names)), required=True)
    return row - 1, column - 1, names.index(chosen)
