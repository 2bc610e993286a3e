from kvt.views.exported import browser, kilobytes, refusal, row

WRITTEN = {
    "name": "format", "format": "LiteRT, 8 bits", "file": "model-8-bits.tflite", "missing": [], "error": "",
    "bytes": 7344, "apart": 0.024, "agree": 0.9972, "seconds": 5e-6, "writing_seconds": 0.25,
}  # fmt: skip
ASKED = {"name": "browser", "missing": [], "error": "", "keras": "3.15.1"}


def test_a_format_has_its_size_its_difference_and_its_time():
    text = row(WRITTEN)
    for figure in ("7.3\u00a0kB", "apart by 0\\.024", "99\\.7%", "0\\.005 ms", "0\\.25 s"):
        assert figure in text
    assert text.count("|") == 7


def test_what_is_not_installed_says_how_to_install_it():
    text = row(WRITTEN | {"missing": ["onnx", "tf2onnx"]})
    assert "`pip install onnx tf2onnx`" in text
    assert text.count("|") == 7


def test_an_error_stands_in_the_row_without_breaking_the_table():
    text = row(WRITTEN | {"error": "ConverterError: a|b\nmore"})
    assert "refused" in text
    assert "a\\|b" in text
    assert "\n" not in text


def test_the_browser_is_told_three_ways():
    assert "pip install tensorflowjs" in browser(ASKED | {"missing": ["tensorflowjs"]})
    assert "refuses: ImportError\\: no tf" in browser(ASKED | {"error": "ImportError: no tf"})
    assert "made 12.0" in browser(ASKED | {"bytes": 12_000})


def test_kilobytes_stay_on_one_line():
    assert kilobytes(1_234_567) == "1\u00a0234.6\u00a0kB"


def test_of_a_converters_error_what_it_says_and_not_where_in_the_graph():
    where = 'loc(callsite(fused["TensorListReserve:", "gru/Array@f"] at callsite(fused["Call:", "Call@g"])))'
    said = f"ConverterError: <unknown>:0: error: {where}: 'tf.X' op requires a static shape\n<unknown>:0: note: {where}"
    assert refusal(said) == "ConverterError: 'tf.X' op requires a static shape"
    assert refusal("ImportError: no onnx") == "ImportError: no onnx"
