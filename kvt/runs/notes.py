"""What a visitor says about a run: tags, a note, a pin. Kept in `notes.json`, so that it goes where the run goes."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from kvt.runs.whole import write_whole

Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
MOST_TAGS = 12


class Notes(BaseModel):
    """`tags` are in the order they were given, each once; a `pinned` run is never removed to make room."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    tags: tuple[Tag, ...] = ()
    note: str = Field("", max_length=4000)
    pinned: bool = False

    @field_validator("tags", mode="after")
    @classmethod
    def _each_once(cls, tags: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(" ".join(tag.replace(",", " ").split()) for tag in tags))[:MOST_TAGS]

    def but(self, **changes: object) -> Self:
        """The same with some fields changed. Raises ValidationError where one is too long."""
        return type(self).model_validate(self.model_dump() | changes)

    def write(self, path: Path) -> None:
        """Replace the file whole, so that no reader ever sees half of it. Raises OSError (a full disk)."""
        write_whole(path, self.model_dump_json())

    @classmethod
    def read(cls, path: Path) -> Self:
        """What stands in `path`; nothing, where there is no such file or it is damaged."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            return cls()
