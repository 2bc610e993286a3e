import pytest

from kvt.spec import OWNERS, knobs
from kvt.views.owners import LOOKS, label, mark, plain


def test_every_owner_has_a_colour_and_a_mark_of_its_own():
    assert set(LOOKS) == set(OWNERS)
    assert len({look.color for look in LOOKS.values()}) == len({look.icon for look in LOOKS.values()}) == len(OWNERS)


def test_a_knob_at_its_default_looks_so(spec):
    labels = {knob.path: label(knob) for knob in knobs(spec(training__epochs=7))}
    assert "**" in labels["training.epochs"]
    assert "**" not in labels["training.batch_size"]


def test_every_knob_carries_its_owners_mark(spec):
    assert all(label(knob).startswith(mark(knob.owner)) for knob in knobs(spec()))


@pytest.mark.parametrize(
    "text", ["**bold**", "[x](http://y)", ":red[x]", "<b>", "$x^2$", "`c`", "a|b", "![i](j)", ":material/home:"]
)
def test_text_of_others_has_no_markup(text):
    shown = plain(text)
    assert shown.replace("\\", "") == text
    assert not [at for at, char in enumerate(shown) if char in "*[<:$`|!" and shown[at - 1] != "\\"]


def test_text_of_others_stays_on_one_line():
    assert "\n" not in plain("a\n# heading\n- list")
