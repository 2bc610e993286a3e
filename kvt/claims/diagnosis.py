"""What a dump's first bad operation means, and what to try: from its type and the counts alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvt.claims.words import count, listed

# What each of these does to a zero, or to a number below it.
LOGARITHMS = ("Log", "Log1p")
DIVISIONS = ("RealDiv", "Div", "Reciprocal", "Rsqrt", "Inv", "Xdivy")
ROOTS = ("Sqrt", "Rsqrt", "Pow")
SOURCES = ("IteratorGetNext", "Placeholder", "_Arg")
KINDS = {"nan": "NaN", "minus_inf": "−Inf", "plus_inf": "+Inf"}
VALUELESS = ("NO_TENSOR", "SHAPE")  # modes that keep no values, so that nothing is good or bad
# A reader meets an operation that no file of the dump describes: one was cut sooner than the others.
TORN = ("KeyError", "DataLossError", "OutOfRangeError")


def what_it_made(found: Mapping[str, Any]) -> str:
    """'2 −Inf among 32 values'; 'NaN or Inf' where the mode keeps no counts."""
    parts = [f"{found[name]:,} {word}".replace(",", " ") for name, word in KINDS.items() if found.get(name)]
    return f"{listed(parts)} among {count(found['size'], 'value')}" if parts else "a NaN or an infinity"


def what_came_in(found: Mapping[str, Any]) -> str:
    """What is known of the values that the operation was given."""
    inputs = found["inputs"]
    if not inputs:
        return "What it was given is not told."
    known = [each for each in inputs if "nan" in each]
    if not known:
        return "The dump keeps nothing of what came in."
    if any(_is_bad(each) for each in known):
        return "Something that came in was bad already."
    zeros = sum(each.get("zero", 0) for each in known)
    told = f", {count(zeros, 'zero')} among them" if zeros else ""
    if len(known) == len(inputs):
        return f"All that came in were finite numbers{told}."
    return f"As far as it is told, only finite numbers came in{told}."


def what_to_try(found: Mapping[str, Any], buffer: int = 0) -> str:
    """One sentence of advice; `buffer` is how many events the dump was to keep, 0 for all."""
    op, inputs = found["op"], found["inputs"]
    if what_was_dropped(found, buffer) and any("nan" not in each for each in inputs):
        return "What came in was dropped: set the buffer to 0 and run it again, before you look for a cause."
    zeros = any(each.get("zero") for each in inputs)
    negative = any(each.get("negative") for each in inputs)
    if op in SOURCES:
        return "The bad value came in with the data: look for missing values, and fill them or leave those rows out."
    if any(_is_bad(each) for each in inputs):
        return "It only passed on what came in: follow its inputs upwards."
    if op in LOGARITHMS:
        why = " It was given a zero or less." if zeros or negative else ""
        return f"A logarithm needs more than zero.{why} Add a small number first, or let a loss work from logits."
    if op in DIVISIONS and (zeros or "zero" not in (inputs or ({},))[0]):
        return "Something was divided by zero: add a small number to the divisor, or use tf.math.divide_no_nan."
    if op in ROOTS and negative:
        return "A root needs zero or more: take the larger of the value and zero first."
    if op in ("Exp", "Expm1", "Cosh", "Sinh"):
        return "The exponential of more than 88 is beyond float32: subtract the largest value first, as softmax does."
    if found.get("plus_inf") or found.get("minus_inf"):
        words = (
            "The same weights are applied at every time step of a loop: start them smaller or orthogonal, clip the "
            "gradients, or take an LSTM or a GRU."
            if "/while/" in found.get("path", "")
            else "The weights have grown at every step: lower the learning rate, scale the data, or clip the gradients."
        )
        return f"Finite numbers became too large for float32. {words}"
    return "Look at the values that this line is given: print them with tf.print just before it."


def is_found(result: Mapping[str, Any]) -> bool:
    """Whether the dump named an operation."""
    return bool(result.get("op"))


def why_nothing(result: Mapping[str, Any], mode: str) -> str:
    """Why a dump names no operation."""
    if result["damage"] and not result["tensors"]:
        return f"The dump could not be read ({_short(result['damage'])}): it is empty or damaged. Run it again."
    if mode in VALUELESS:
        return "The dump keeps no values in this mode, so that nothing in it is good or bad: choose one of the counts."
    if not result["tensors"] and not result["calls"]:
        return "The dump is empty: no operation that it was to keep has run."
    if result["damage"]:
        return f"The dump breaks off, {damage(result)}, and nothing is bad before that."
    if result.get("bad_step"):
        return (
            f"The loss went bad at step {result['bad_step']}, and no tensor that was kept is NaN or infinite: "
            "the choice of operations, or a small buffer, has left the bad one out."
        )
    return "No tensor that was kept is NaN or infinite: as far as the dump goes, the run was healthy."


def what_was_dropped(found: Mapping[str, Any], buffer: int) -> str:
    """What a circular buffer leaves untold, "" where it held all that was to be kept."""
    if not buffer or max(found["tensors"], found["calls"]) < buffer:
        return ""
    return (
        f"The buffer holds the last {count(buffer, 'event')} alone, and what went before is not told: an earlier "
        "operation may have gone bad first. Set it to 0 to keep all."
    )


def damage(result: Mapping[str, Any]) -> str:
    """Why a dump breaks off, within a sentence."""
    if result["damage"].startswith(TORN):
        return "since a full disk, a limit or a kill cut its files short"
    return f"since it could not be read further ({_short(result['damage'])})"


def is_hidden(results: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the loss went bad under the dump, and stayed a number where nobody watched."""
    found = next((result for result in results if result.get("name") == "post_mortem"), None)
    plain = by_watcher(results).get("none")
    return bool(found and found.get("bad_step") and plain and plain["step"] is None and plain.get("spoiled"))


def by_watcher(results: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """What each watcher told and cost, by its name."""
    return {result["watcher"]: result for result in results if result.get("name") == "watcher"}


def slowdown(watchers: Mapping[str, Mapping[str, Any]], name: str) -> float | None:
    """How many times as long a step takes under a watcher; None while one of the two figures is missing."""
    plain, watched = watchers.get("none"), watchers.get(name)
    if not plain or not watched or not watched["steps_per_second"]:
        return None
    return plain["steps_per_second"] / watched["steps_per_second"]


def find_message(said: str) -> str:
    """The line of a long message that tells what is wrong: check_numerics puts it between exclamation marks."""
    marked = [line.strip(" !") for line in said.splitlines() if "!!!" in line]
    return _short(marked[0] if marked else said)


def _is_bad(health: Mapping[str, Any]) -> bool:
    return any(health.get(name) for name in KINDS)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:159] + "…"
