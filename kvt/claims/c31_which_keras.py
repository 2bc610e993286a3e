"""3.1, outdated: tf.keras is the way to use Keras with TensorFlow."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.outcome import Outcome, finding


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    found = finding(outcomes, "apis", name="keras")
    if found is None:
        return open_until("ask a running TensorFlow which Keras it has")
    if not found["same_model"]:
        switch = " The legacy switch is set." if found["legacy_switch"] else ""
        return Verdict(
            "holds",
            f"Here the two differ: tf.keras is Keras {found['tf_keras']}, while import keras gives "
            f"{found['keras']}, so it matters which one is asked.{switch}",
        )
    return Verdict(
        "holds not",
        f"It is a second name for one thing: tf.keras.Model is keras.Model, of Keras {found['keras']}, which is a "
        f"package beside TensorFlow {found['tensorflow']}. Either name gives the same; import keras goes with other "
        f"backends, too. Keras 2 comes back with {_legacy(found['legacy_installed'])}.",
    )


def _legacy(installed: bool) -> str:
    return f"the package tf-keras ({'installed' if installed else 'not installed here'}) and TF_USE_LEGACY_KERAS=1"


CLAIM = Claim("3.1", 3, "With TensorFlow, Keras is best used as tf.keras.", verdict, topic="apis")
