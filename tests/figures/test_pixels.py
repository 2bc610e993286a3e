import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from kvt.figures import palette, pixels


def decoded(html):
    (data,) = re.findall(r"base64,([^\"]+)", html)
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))


def test_a_grey_image_goes_from_black_to_white():
    assert decoded(pixels.image(np.array([[[2.0], [3.0]]]), "")).tolist() == [[0, 255]]


def test_a_colour_image_keeps_its_channels():
    assert decoded(pixels.image(np.array([[[0.0, 1.0, 0.5]]]), "")).tolist() == [[[0, 255, 127]]]


@pytest.mark.parametrize("values", [np.zeros((2, 2)), np.full((2, 2), 3.0)])
def test_what_is_the_same_everywhere_is_drawn_without_a_warning(values):
    assert decoded(pixels.image(values[..., np.newaxis], "")).shape == (2, 2)
    assert decoded(pixels.shades(values, "")).shape == (2, 2, 4)


def test_a_map_is_green_above_zero_and_purple_below_the_deeper_the_larger():
    above, below, none = decoded(pixels.shades(np.array([[2.0, -1.0, 0.0]]), ""))[0].tolist()
    assert f"#{bytes(above[:3]).hex()}".upper() == palette.CLASSES[0]
    assert f"#{bytes(below[:3]).hex()}".upper() == palette.CLASSES[1]
    assert (above[3], below[3], none[3]) == (255, 127, 0)


def test_maps_of_one_layer_share_a_scale():
    assert decoded(pixels.shades(np.array([[1.0]]), "", largest=2.0))[0, 0, 3] == 127


def test_labels_and_captions_are_text_alone():
    html = pixels.row([(pixels.image(np.zeros((1, 1, 1)), '"><b>'), "<i>")], 40)
    assert "<b>" not in html
    assert "<i>" not in html
