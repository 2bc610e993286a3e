"""Every printed example, run as printed and repaired. What the printed ones come to is TensorFlow's to change."""

import re
from pathlib import Path

import pytest

from kvt.claims.example import came_of
from kvt.errors import ClashError
from kvt.script import script
from kvt.script.examples import FOLDER, numbers, words
from kvt.spec import parse
from kvt.spec.topics.examples import Document

NAMES = sorted(path.stem for path in FOLDER.glob("*_[0-9]_*.py"))


def example(name):
    document, number, version = name.rsplit("_", 2)
    fields = {"topic": "example", "topic.document": document, "topic.number": number, "topic.version": version}
    parsed = parse(fields)
    assert parsed.problems == ()
    return parsed.spec


@pytest.fixture(scope="module")
def came(laboratory):
    """came(name): what came of an example. All are run at once, by the first test that asks."""
    runs = {}

    def run(name):
        if not runs:
            runs.update({each: laboratory.submit(example(each), workspace="examples") for each in NAMES})
            assert laboratory.wait(runs.values(), timeout=240)
        status = runs[name].status
        return came_of(status.state, status.reason, runs[name].log(400))

    return run


@pytest.mark.tensorflow
@pytest.mark.parametrize("name", NAMES)
def test_a_repaired_example_trains_without_a_word_and_a_printed_one_comes_to_something(name, came):
    found = came(name)
    if name.endswith("_repaired"):
        assert (found.word, found.message) == ("runs", "")
        assert found.trains
    else:
        assert found.word in ("runs", "warns", "raises")
        assert bool(found.message) == (found.word != "runs")


@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_both_versions_and_words(name):
    other = {"printed": "repaired", "repaired": "printed"}
    document, number, version = name.rsplit("_", 2)
    assert f"{document}_{number}_{other[version]}" in NAMES
    title, about = words(script(example(name)))
    assert re.match(rf"Example {number}: ", title)
    assert about


def test_the_script_is_the_example_to_the_letter():
    assert script(example(NAMES[0])) == Path(FOLDER, f"{NAMES[0]}.py").read_text()


def test_an_example_that_is_not_there_is_told():
    with pytest.raises(ClashError, match="those that there are: 1, 2, 3"):
        script(example("hyperparameters_9_printed"))


@pytest.mark.parametrize("document", ["../../etc/passwd", "hyperparameters/x", ""])
def test_no_other_file_is_ever_read(document):
    assert parse({"topic": "example", "topic.document": document}).problems
    assert numbers(document) == []


def test_each_document_has_a_page_that_draws_its_examples():
    pages = Path(FOLDER).parents[2] / "pages"
    texts = "".join(path.read_text() for path in pages.glob("*.py"))
    documents = set(Document.__args__)
    assert {name.rsplit("_", 2)[0] for name in NAMES} <= documents
    drawn = set(re.findall(r'draw_examples(?:\(\w+, |, document=)"(\w+)"', texts))
    assert {document for document in documents if numbers(document)} <= drawn
