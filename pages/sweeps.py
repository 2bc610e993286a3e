"""Sweeps: many runs, each with other values, and a sampler that decides which: what learns best, and what matters?"""

from typing import Any

import streamlit as st

from kvt.views import state
from kvt.views.form import form
from kvt.views.many_at_once import draw_many_at_once
from kvt.views.presets import Preset, choose_preset
from kvt.views.race import say_problems
from kvt.views.sweep_choose import choose_ranges
from kvt.views.sweep_control import control, earlier, open_sweeps, shown_sweep
from kvt.views.sweep_results import results
from kvt.views.table_upload import complete

PAGE = "sweeps"
FIT = ("keras_fit",)
RATE = "training.optimizer.learning_rate"


def preset(name: str, why: str, search: str, **settings: Any) -> Preset:
    """A sweep worth a look, with a search and settings on top of kvt's own."""
    return Preset(name, why, FIT, {"search": search, "training.epochs": "10"} | settings)


PRESETS = (
    preset(
        "Learning rate",
        "a valley: a small rate does not arrive, a large one does not settle.",
        f"{RATE}:0.0003..3",
        trials="12",
    ),
    preset(
        "Rate × batch size",
        "larger batches take fewer steps, and want larger ones.",
        f"{RATE}:0.001..1;training.batch_size:4..256",
        trials="24",
    ),
    preset(
        "The network’s shape",
        "how much network is enough, and where more of it helps no further.",
        "model.hidden:2,8,32,8-8,32-32,32-32-32;model.activation:relu,tanh,gelu",
        trials="18",
        sampler="grid",
        objective="val_metric",
    ),
    preset(
        "Which optimizer?",
        "which one wins when each may choose its rate, and SGD its momentum?",
        f"training.optimizer:sgd,rmsprop,adam,adamw;{RATE}:0.001..1;training.optimizer.momentum:0..0.95",
        trials="32",
        pruner="median",
    ),
    preset(
        "Digits, pruned",
        "trials that fall behind are ended, and the time goes to better ones.",
        f"{RATE}:0.0001..0.1;model.hidden:32,128,64-64;model.dropout:0..0.6",
        dataset="digits",
        trials="20",
        pruner="hyperband",
        objective="val_metric",
        **{"model.activation": "relu", "training.batch_size": "64"},
    ),
)

open_sweeps(PAGE, PRESETS[0])
complete(PAGE)
form(PAGE)
st.title("Which values learn best? And which field matters?", anchor=False)
words = st.empty()
chosen = choose_preset(PAGE, PRESETS)
look = f"**Look for:** {chosen.why}" if chosen else "**Your own search:** press Search and watch the best so far."
words.markdown(f"Each trial is a run with other values. {look}")
sweep = shown_sweep(PAGE)
if not control(PAGE, sweep):
    choose_ranges(PAGE)
say_problems(PAGE)
results(PAGE, sweep)
earlier(PAGE, sweep)
st.caption(
    "A sweep goes on while a tab of yours is open. When the last one is closed it pauses after half a minute, and goes "
    "on when you are back; what has ended is kept, over restarts of the server too."
)
draw_many_at_once(PAGE)
state.publish(PAGE)
