"""Columns as an Arrow table, for Streamlit's data frame: made from bare buffers, since pyarrow's own way from Python
lists imports pandas, and with it 25 MB into the web process.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa


def arrow(columns: Mapping[str, Sequence[Any]], times: Sequence[str] = ()) -> "pa.Table":
    """Text and numbers, None where there is none; `times` names the columns of Unix seconds."""
    import pyarrow as pa

    arrays = [_times(values) if name in times else _array(values) for name, values in columns.items()]
    return pa.Table.from_arrays(arrays, names=list(columns))


def _array(values: Sequence[Any]) -> "pa.Array":
    import pyarrow as pa

    if any(isinstance(value, str) for value in values):
        return _text(values)
    if any(isinstance(value, float) for value in values):
        numbers, kind = np.array([np.nan if value is None else value for value in values], np.float64), pa.float64()
    else:
        numbers, kind = np.array([value or 0 for value in values], np.int64), pa.int64()
    return pa.Array.from_buffers(kind, len(values), [_present(values), pa.py_buffer(numbers)])


def _times(values: Sequence[float | None]) -> "pa.Array":
    import pyarrow as pa

    moments = np.array([int((value or 0) * 1000) for value in values], np.int64)
    return pa.Array.from_buffers(pa.timestamp("ms"), len(values), [_present(values), pa.py_buffer(moments)])


def _text(values: Sequence[str | None]) -> "pa.Array":
    import pyarrow as pa

    octets = [(value or "").encode() for value in values]
    ends = np.cumsum([0, *map(len, octets)], dtype=np.int32)
    return pa.StringArray.from_buffers(len(values), pa.py_buffer(ends), pa.py_buffer(b"".join(octets)))


def _present(values: Sequence[Any]) -> "pa.Buffer | None":
    """A bit for each value that is there; None where all are."""
    import pyarrow as pa

    bits = np.array([value is not None for value in values], bool)
    return None if bits.all() else pa.py_buffer(np.packbits(bits, bitorder="little"))
