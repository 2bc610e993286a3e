import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

PAGE = "/differences?dataset=csv&training.epochs=3&routes=keras_fit,tape_graph"
ROWS = "".join(f"{n / 10},{'mon' if n % 7 else 'tue'},{'yes' if n % 3 else 'no'},{n * 2}\n" for n in range(120))
GOOD = f"size,day,wanted,price\n{ROWS}"


def upload(tab, content, name="table.csv"):
    tab.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode() if isinstance(content, str) else content}
    )
    expect(tab.page.get_by_test_id("stFileChipName")).to_have_text(name)
    tab.settle()


def test_a_visitors_own_table_is_raced_for_the_column_they_choose(visit):
    tab = visit(PAGE)
    expect(tab.button).to_be_disabled()
    upload(tab, GOOD)
    tab.widget("/target").locator("input").click()
    tab.page.get_by_role("option", name="wanted").click()
    tab.settle()
    tab.race()
    assert tab.tiles[0] == "bit for bit"
    assert [(run.spec.dataset.target, run.spec.dataset.labels) for run in tab.runs] == [("wanted", ("no", "yes"))] * 2
    tab.page.reload()
    tab.settle()
    assert tab.tiles[0] == "bit for bit"


def test_a_bad_table_gets_a_sentence(visit):
    tab = visit(PAGE)
    bad = {
        "ragged.csv": ("a,b\n1,2\n3\n4,5\n", "Row 3 has 1 field"),
        "binary.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no UTF-8"),
        "zeros.csv": (bytes(4096), "NUL bytes"),
        "markup.csv": ("a,<img src=x onerror=alert(1)>\n1,2\n", "at least 20 are needed"),
    }
    for name, (content, words) in bad.items():
        upload(tab, content, name)
        expect(tab.page.get_by_test_id("stAlert").first).to_contain_text(words)
        expect(tab.button).to_be_disabled()
