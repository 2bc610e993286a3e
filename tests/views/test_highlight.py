import re
from html import unescape

import pytest

from kvt.script import script
from kvt.spec import titles
from kvt.views.highlight import html_lines


def text_of(lines):
    return [unescape(re.sub(r"<[^>]*>", "", line)) for line in lines]


@pytest.mark.parametrize("route", titles("route"))
def test_every_character_of_a_script_is_shown(route, spec):
    text = script(spec(route=route))
    assert text_of(html_lines(text)) == text.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "x = '<script>alert(1)</script>'",
        "# </div><img src=x onerror=y>",
        "<b>",
        'x = "a\n&lt;',
        "if (",
        "'''\n<i>\n",
        "\tx\n y",
    ],
)
def test_no_markup_of_a_script_reaches_the_page(text):
    lines = html_lines(text)
    assert text_of(lines) == text.splitlines()
    assert not re.findall(r"<(?!/?span\b)", "".join(lines))


def test_the_two_ways_have_a_class_each():
    line = html_lines("model = keras.Model(tf.zeros(1))")[0]
    assert '<span class="kvt-keras">keras</span>' in line
    assert '<span class="kvt-tf">tf</span>' in line


def test_a_string_over_many_lines_is_coloured_on_each():
    assert all('class="kvt-str"' in line for line in html_lines('"""a\nb\nc"""'))
