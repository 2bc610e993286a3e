"""What every part of a spec has in common: frozen, closed, and fields that describe themselves."""

from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

Owner = Literal["data", "keras", "engine", "shared"]
Task = Literal["binary", "multiclass", "regression"]

OWNERS: dict[Owner, str] = {
    "data": "Data",
    "keras": "Keras",
    "engine": "TensorFlow engine",
    "shared": "Shared: Keras hands it to TensorFlow",
}


class Part(BaseModel):
    """A frozen piece of a spec: no unknown fields, no NaN, no infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_max_length=200)

    title: ClassVar[str] = ""
    help: ClassVar[str] = ""


def knob(
    default: Any,
    label: str,
    help: str,
    *,
    owner: Owner,
    unit: str = "",
    scale: Literal["linear", "log"] = "linear",
    common: bool = False,
    setting: str = "",
    options: dict[str, str] | None = None,
    needs: Literal["", "gpu"] = "",
    **bounds: Any,
) -> Any:
    """A field with all that a form, a URL, a command line, a sweep and a script need to know of it.

    `setting` is the name of the constant in the script, by default the field's name in capitals; `options` gives the
    label of each choice; `common` fields are shown first, the others folded away; `needs` is what a machine must have
    for it to change anything; `bounds` are pydantic's (ge, le …).
    """
    extra = {
        "owner": owner,
        "unit": unit,
        "scale": scale,
        "common": common,
        "setting": setting,
        "options": options or {},
        "needs": needs,
    }
    return Field(default=default, title=label, description=help, json_schema_extra=extra, **bounds)
