"""The browser's own arithmetic, run by the browser."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

THIN = (Path(__file__).parents[2] / "kvt" / "views" / "browser" / "thin.js").read_text("utf-8")


@pytest.mark.parametrize("points", [0, 1, 2, 3, 4, 100])
def test_a_curve_is_thinned_to_any_room_even_to_none(points, browser):
    page = browser.new_page()
    try:
        kept = page.evaluate(f"() => {{ {THIN} return thin([3, 1, NaN, 9, 5, 2, 8], 0, 7, {points}); }}")
    finally:
        page.close()
    assert kept[0] == 0 and kept[-1] == 6
    assert kept == sorted(set(kept))
    assert len(kept) <= max(points, 4)
