"""Whether TensorBoard can read somebody's records without harm: it does so in the process that serves everybody."""

import struct
from collections.abc import Iterator
from pathlib import Path

from kvt.errors import RunError

SIZE = 32 * 1024 * 1024  # bytes of all records of a run
LONGEST = 16 * 1024 * 1024  # bytes of one record: a graph is one
TAGS = 1000  # curves of a run: each of them takes some 7 kB of memory


def check_records(folder: Path) -> None:
    """Raise RunError where what lies in `folder`, a run's `tb`, is damaged or would take memory without measure."""
    from google.protobuf.message import DecodeError
    from tensorboard.compat.proto.event_pb2 import Event

    found = [path for path in folder.rglob("*") if path.is_file()]
    if sum(path.stat().st_size for path in found) > SIZE:
        raise RunError("tb is larger than a run’s ever is.")
    tags: set[str] = set()
    try:
        for path in (path for path in found if "tfevents" in path.name):  # what TensorBoard reads at all
            for record in _records(path):
                tags.update(value.tag for value in Event.FromString(record).summary.value)
                if len(tags) > TAGS:
                    raise RunError("tb has more curves than a run’s ever has.")
    except DecodeError as error:
        raise RunError("tb is damaged.") from error


def _records(path: Path) -> Iterator[bytes]:
    """What a file of TensorFlow's records holds, up to where it breaks off."""
    with path.open("rb") as file:
        while len(head := file.read(12)) == 12:  # the length in 8 bytes, and its checksum
            (length,) = struct.unpack_from("<Q", head)
            if length > LONGEST:
                raise RunError("tb is damaged.")
            record = file.read(length)
            if len(record) == length and len(file.read(4)) == 4:
                yield record
