"""How each owner of a knob, and each way of training, looks: one colour and one mark everywhere."""

from typing import NamedTuple

from kvt.spec import Knob, Owner


class Look(NamedTuple):
    """`color` is a name of Streamlit's Markdown; the theme gives it its value, light and dark."""

    color: str
    icon: str
    note: str


LOOKS: dict[Owner, Look] = {
    "data": Look("green", ":material/database:", "What is learned from."),
    "keras": Look("orange", ":material/layers:", "What is learned, and how: Keras takes these."),
    "engine": Look("blue", ":material/memory:", "How fast, on which threads: TensorFlow alone takes these."),
    "shared": Look("violet", ":material/swap_horiz:", "Given to Keras, which hands them on to TensorFlow."),
}

WAYS: dict[str, str] = {"keras": "orange", "tensorflow": "blue"}

# Characters that mean something in Markdown, KaTeX or Streamlit's own directives.
SPECIAL = "\\`*_{}[]()<>#+-.!|$~:&"


def colored(text: str, color: str) -> str:
    return f":{color}[{text}]"


def mark(owner: Owner) -> str:
    look = LOOKS[owner]
    return colored(look.icon, look.color)


def words(knob: Knob) -> str:
    """The label, and the unit where the label does not say it."""
    return f"{knob.label} ({knob.unit})" if knob.unit and knob.unit not in knob.label.lower() else knob.label


def label(knob: Knob) -> str:
    """The owner's mark and the words; bold and dotted where the value is not the default."""
    return (
        f"{mark(knob.owner)} {words(knob)}" if knob.is_default else f"{mark(knob.owner)} **{words(knob)}** :primary[●]"
    )


def plain(text: str) -> str:
    """Text that others wrote (a CSV's header, a URL's value, an error), shown as it is in Markdown."""
    return "".join(f"\\{char}" if char in SPECIAL else char for char in " ".join(text.split()))
