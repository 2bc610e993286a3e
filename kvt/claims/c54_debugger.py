"""5.4: a specialised debugger shows the inside of running graphs."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.diagnosis import VALUELESS, by_watcher, is_found, slowdown, what_it_made, why_nothing
from kvt.claims.outcome import Outcome, find, findings
from kvt.claims.words import pace


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    results = findings(outcomes, "broken")
    found = next((result for result in results if result["name"] == "post_mortem"), None)
    slower = slowdown(by_watcher(results), "dump")
    if found is None:
        return open_until("break a training and let the debugger look for the operation")
    cost = f" Watched so, a step is {pace(slower)}." if slower else ""
    if not is_found(found):
        topic = find(outcomes, "broken")[0].spec.topic
        why = why_nothing(found, topic.mode)
        # What was told to keep a part alone has not failed where it does not have the rest.
        keeps_all = topic.mode not in VALUELESS and topic.ops == ".*" and topic.dtypes == "all" and not topic.buffer
        state = "holds not" if keeps_all and found.get("bad_step") else "open"
        return Verdict(state, f"The debugger’s dump named no operation here. {why}{cost}")
    step = f" at step {found['step']}" if found["step"] else ""
    if not found["line"]:
        return Verdict("holds not", f"It named the operation {found['op']}{step}, but no line of the script.{cost}")
    return Verdict(
        "holds",
        f"It named the operation {found['op']}, which made {what_it_made(found)}{step}, and line {found['line']} of "
        f"the script.{cost}",
    )


CLAIM = Claim(
    "5.4",
    5,
    "TensorFlow comes with a debugger of its own that makes visible what happens inside of running graphs.",
    verdict,
    topic="broken",
)
