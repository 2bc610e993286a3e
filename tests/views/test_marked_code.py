import re

from kvt.views.marked_code import marked

SCRIPT = (
    '"""About"""\n\n# %% One\na = 1\n'
    + "".join(f"x{n} = '<b>'\n" for n in range(40))
    + "# %% Two\nb = 2\n# %% Three\nc\n"
)


def rows(html):
    return re.findall(r'<div class="(kvt-line[^"]*)"><span class="kvt-number">(\d+)</span>(.*?)</div>', html)


def test_the_bad_line_is_marked_with_its_number_and_a_word():
    found = rows(marked(SCRIPT, 20, (), "Log"))
    (bad,) = [row for row in found if "kvt-bad" in row[0]]
    assert bad[1] == "20"
    assert "◀ Log" in bad[2]
    assert [int(number) for _, number, _ in found] == list(range(13, 28))


def test_lines_that_led_there_are_marked_otherwise_and_sections_without_any_are_left_out():
    html = marked(SCRIPT, 20, (46,), "Log")
    assert [number for name, number, _ in rows(html) if "kvt-new" in name] == ["46"]
    assert "One" in html and "Two" in html and "Three" not in html


def test_nothing_of_script_or_note_becomes_html():
    html = marked(SCRIPT, 20, (), "<script>")
    assert "<b>" not in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_line_beyond_the_script_marks_nothing():
    assert marked(SCRIPT, 900, (), "Log") == ""
