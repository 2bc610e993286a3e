"""What kvt costs, each figure beside a yardstick measured in the same run: a machine's speed is nobody's merit.

A benchmark is a module here with `measure() -> Iterator[Row]`; `python -m kvt bench` finds it. Names with an underscore
before them are parts that several share.
"""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One figure: `value` in `unit`, and what it is held against.

    `limit` is the most that `value` may be, `ratio_limit` the most that value / yardstick may be; None is no limit.
    """

    name: str
    value: float
    unit: str
    yardstick: str = ""
    yardstick_value: float | None = None
    limit: float | None = None
    ratio_limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the yardstick; None without one."""
        return self.value / self.yardstick_value if self.yardstick_value else None

    @property
    def met(self) -> bool | None:
        """Whether all limits were kept; None if there is none. A limit on a ratio that is missing is not kept."""
        kept = []
        if self.limit is not None:
            kept.append(self.value <= self.limit)
        if self.ratio_limit is not None:
            kept.append(self.ratio is not None and self.ratio <= self.ratio_limit)
        return all(kept) if kept else None

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": self.ratio, "met": self.met}

    def __str__(self) -> str:
        words = [f"{self.name:52}{self.value:>10.4g} {self.unit}"]
        if self.ratio is not None:
            words.append(f"{self.ratio:.3g} × {self.yardstick} ({self.yardstick_value:.4g})")
        if self.met is not None:
            bounds = [f"{self.limit:g} {self.unit}"] if self.limit is not None else []
            bounds += [f"{self.ratio_limit:g} ×"] if self.ratio_limit is not None else []
            words.append(f"at most {' and '.join(bounds)}: {'kept' if self.met else 'NOT KEPT'}")
        return ", ".join(words)
