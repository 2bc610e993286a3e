"""Small images and kernels as tables of shaded cells: green above zero, purple below, the deeper the larger."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from kvt.figures import palette

ABOVE, BELOW, FRAME = palette.CLASSES[0], palette.CLASSES[1], palette.CLASSES[2]
Rows = Sequence[Sequence[float]]


class Arithmetic(NamedTuple):
    """What makes one pixel of a feature map: `window` times `kernel`, entry by entry, is `products`; their sum `total`.

    All are [size, size].
    """

    window: Rows
    kernel: Rows
    products: Rows
    total: float


class Box(NamedTuple):
    """Cells to frame: from `row` and `column` (counted from 0) `size` of each."""

    row: int
    column: int
    size: int = 1

    def holds(self, row: int, column: int) -> bool:
        return 0 <= row - self.row < self.size and 0 <= column - self.column < self.size


def select(padded: Rows, kernel: Rows, row: int, column: int) -> Arithmetic:
    """The arithmetic of the pixel at `row` and `column`, counted from 0; `padded` has the frame of zeros already."""
    size = len(kernel)
    window = [list(line[column : column + size]) for line in padded[row : row + size]]
    products = [[a * b for a, b in zip(*lines, strict=True)] for lines in zip(window, kernel, strict=True)]
    return Arithmetic(window, kernel, products, sum(map(sum, products)))


def draw(rows: Rows, label: str, *, numbers: bool = False, box: Box | None = None) -> str:
    """HTML of a square table. `numbers` writes the values into the cells; `label` is for those who do not see it."""
    largest = max((abs(value) for row in rows for value in row), default=0.0) or 1.0
    lines = []
    for row, values in enumerate(rows):
        cells = [_cell(value / largest, value, numbers, box, row, column) for column, value in enumerate(values)]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<table role="img" aria-label="{escape(label)}" style="border-collapse:collapse;table-layout:fixed;'
        f'width:100%;max-width:260px;aspect-ratio:1;text-align:center">{"".join(lines)}</table>'
    )


def _cell(share: float, value: float, numbers: bool, box: Box | None, row: int, column: int) -> str:
    depth = round(abs(share) * 85)
    style = f"background:color-mix(in srgb,{ABOVE if share >= 0 else BELOW} {depth}%,transparent);"
    style += "border:1px solid color-mix(in srgb,currentColor 18%,transparent);padding:0;"
    if box and box.holds(row, column):
        style += f"box-shadow:inset 0 0 0 3px {FRAME};"
    text = f"{round(value, 2) + 0.0:.2f}".replace("-", "−") if numbers else ""
    return f'<td style="{style}">{text}</td>'
