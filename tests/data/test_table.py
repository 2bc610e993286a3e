"""Bytes that are no table get a sentence that says where and what."""

import pytest

from kvt.data.table import read
from kvt.errors import DataError


def table(rows: int = 30, header: str = "a,b,c", row: str = "1,2,3") -> str:
    return "\n".join([header, *[row] * rows])


def refusal(content: str | bytes) -> str:
    content = content.encode() if isinstance(content, str) else content
    with pytest.raises(DataError) as caught:
        list(read(content).rows())
    return str(caught.value)


@pytest.mark.parametrize("content", ["", "  \n\n "])
def test_an_empty_file_is_said_to_be_empty(content):
    assert "The file is empty." in refusal(content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\x1f\x8brest", "gzip"),
        (b"PAR1rest", "Parquet"),
        (b"a,b\n\x00\x01", "NUL bytes"),
    ],
)
def test_a_binary_file_is_called_what_it_is(content, what):
    sentence = refusal(content)
    assert what in sentence and "CSV" in sentence


def test_a_byte_that_is_not_utf8_is_named_with_its_row():
    assert refusal(b"name,age\nZoe,3\nZo\xeb,4\n").startswith("Row 3 holds the byte 0xeb, which is no UTF-8.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_marks_of_unicode_are_understood(encoding):
    found = read(table(header="é,b,c").encode(encoding))
    assert found.names == ("é", "b", "c")
    assert next(found.rows()) == (2, ["1", "2", "3"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found(delimiter, newline):
    found = read(table().replace(",", delimiter).replace("\n", newline).encode())
    assert found.names == ("a", "b", "c")
    assert len(list(found.rows())) == 30


def test_a_ragged_row_is_named_with_both_counts():
    assert refusal(table() + "\n1,2\n" + table()).startswith("Row 32 has 2 fields, and the header has 3.")


def test_a_quoted_line_break_stays_within_its_cell_and_becomes_a_blank():
    rows = list(read((table() + '\n1,"two\nlines",3').encode()).rows())
    assert rows[-1] == (32, ["1", "two lines", "3"])


def test_an_open_quote_is_told_and_does_not_swallow_the_rest():
    assert "cannot be read" in refusal(table() + '\n1,"2,3\n1,2,3')


@pytest.mark.parametrize(
    ("content", "row"),
    [("a," * 600_000, 1), ("a,b\n" + "1," * 600_000, 2), ("a,b\n" + '"x\n",' * 300_000, 2)],
    ids=["a header", "a row", "a row over many lines"],
)
def test_a_row_of_millions_of_cells_is_refused_before_they_are_made(content, row):
    assert f"Row {row} cannot be read: it has more than 1,000,000 characters" in refusal(content)


def test_a_huge_field_is_told():
    assert "field larger than field limit" in refusal(table() + f"\n1,{'x' * 200_000},3")


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("a,,c", "Column 2 has no name."),
        ("a,b,a", "Columns 1 and 3 are both named 'a'."),
        ("1,2.5,3", "The first row holds numbers"),
        (f"a,b,{'x' * 201}", "The name of column 3 has 201 characters"),
        (",".join(f"c{column}" for column in range(10_000)), "The file has 10000 columns; at most 2000"),
        ("a", "The file has one column."),
    ],
)
def test_a_header_that_names_no_columns_is_told(header, sentence):
    assert sentence in refusal(table(header=header))


def test_too_few_rows_are_counted():
    assert "The file has 19 rows below its header; at least 20" in refusal(table(rows=19))


def test_a_file_of_more_than_20_mb_is_refused_before_it_is_read():
    assert refusal(b"a,b\n" + b"1,2\n" * 1_400_000).startswith("The file has 5.3 MB; at most 5 MB are taken.")


def test_a_formula_is_refused_and_other_signs_are_text():
    assert refusal(table() + '\n1,"=HYPERLINK(""http://x"")",3').startswith("Row 32, column 2: '=HYPERLINK")
    rows = list(read((table() + "\n@name,+49 30,-x").encode()).rows())
    assert rows[-1] == (32, ["@name", "+49 30", "-x"])


def test_empty_rows_are_passed_over_and_counted_in_row_numbers():
    rows = list(read((table() + "\n\n,,\n4,5,6").encode()).rows())
    assert rows[-1] == (34, ["4", "5", "6"])
