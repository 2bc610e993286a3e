"""Images, filters and feature maps, one pixel a value, as pictures within HTML."""

import base64
import io
from collections.abc import Iterable
from html import escape

import numpy as np
from numpy.typing import NDArray

from kvt.figures import palette

ABOVE, BELOW = palette.CLASSES[0], palette.CLASSES[1]
EDGE = "1px solid color-mix(in srgb,currentColor 22%,transparent)"
STYLE = f"width:100%;image-rendering:pixelated;display:block;border:{EDGE}"


def image(values: NDArray[np.floating], label: str) -> str:
    """HTML of an image [height, width, 1 or 3], from its least value in black to its greatest in white or colour."""
    low, high = values.min(), values.max()
    octets = ((values - low) / (high - low or 1) * 255).astype(np.uint8)
    return _html(octets[..., 0] if octets.shape[-1] == 1 else octets, label)


def shades(values: NDArray[np.floating], label: str, largest: float = 0.0) -> str:
    """HTML of a map [height, width]: green above zero, purple below, the deeper the larger; `largest` is deepest."""
    share = np.clip(np.abs(values) / (largest or np.abs(values).max() or 1.0), 0, 1)
    colors = np.array([_channels(BELOW), _channels(ABOVE)], np.uint8)[(values >= 0).astype(int)]
    return _html(np.concatenate([colors, (share[..., np.newaxis] * 255).astype(np.uint8)], axis=-1), label)


def row(pictures: Iterable[tuple[str, str]], width: int) -> str:
    """Pictures and their captions beside each other, each at least `width` pixels wide; rows alike stand in line."""
    cells = "".join(
        f'<figure style="margin:0">{picture}'
        + (
            f'<figcaption style="font-size:14px;line-height:1.25;margin-top:2px">{escape(words)}</figcaption>'
            if words
            else ""
        )
        + "</figure>"
        for picture, words in pictures
    )
    return (
        f'<div style="display:grid;grid-template-columns:repeat(auto-fill,minmax({width}px,1fr));gap:8px">{cells}</div>'
    )


def _html(octets: NDArray[np.uint8], label: str) -> str:
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(octets).save(file, "png")
    data = base64.b64encode(file.getvalue()).decode()
    return f'<img src="data:image/png;base64,{data}" alt="{escape(label)}" title="{escape(label)}" style="{STYLE}">'


def _channels(color: str) -> list[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)]
