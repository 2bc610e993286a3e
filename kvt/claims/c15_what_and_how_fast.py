"""1.5: Keras's hyperparameters say what is learned, the engine's how fast it is computed."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import is_rounding
from kvt.claims.outcome import Outcome
from kvt.claims.twins import Twins, twins
from kvt.claims.words import equality, listed, pace, times
from kvt.spec import Owner

ENGINE: set[Owner] = {"engine", "shared"}
SETTINGS = {"vary": "engine.jit_compile:auto,on,auto;training.batch_size:32,32,64", "routes": "keras_fit"}


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    pairs = [pair for twin in twins(outcomes) for pair in twin.pairs() if pair.apart is not None]
    engine = [twin for twin in pairs if twin.owners <= ENGINE]
    keras = [twin for twin in pairs if twin.owners == {"keras"}]
    if not engine:
        return open_until("race one setting of the engine against another, and one of Keras’s against another")
    told = [f"The engine’s knob, {_told(engine[0])}"]
    if not keras:
        return Verdict("open", f"{told[0]}. Race two values of a knob of Keras’s, too: the other half of the answer.")
    told.append(f"Keras’s, {_told(keras[0])}")
    half = not is_rounding(keras[0].apart or 0), is_rounding(engine[0].apart or 0)
    return Verdict("holds" if all(half) else "holds not", ". ".join(told) + ".")


def _told(twin: Twins) -> str:
    names = listed([f"“{outcome.title}”" for outcome in twin.outcomes])
    speed = f", {_speeds(twin.speedup)}" if twin.speedup is not None else ""
    return f"{names}: losses and weights {equality(twin.apart or 0)}{speed}"


def _speeds(ratio: float) -> str:
    return "equally fast" if pace(ratio) == "as fast" else f"speeds apart by {times(ratio)}"


CLAIM = Claim(
    "1.5",
    1,
    "Keras’s hyperparameters shape what is learned; the engine’s, how fast it is computed.",
    verdict,
    settings=SETTINGS,
)
