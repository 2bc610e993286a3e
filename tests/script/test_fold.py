from textwrap import dedent

import pytest

from kvt.script.fold import fold, names_asked


def folded(source, **settings):
    return fold(dedent(source).lstrip("\n"), settings)


def test_a_branch_that_is_taken_moves_to_the_left_with_its_comments():
    source = """
        def f(x):
            if DROPOUT:
                # Only while training.
                x = drop(x, DROPOUT)
            return x
        """
    taken = "def f(x):\n    # Only while training.\n    x = drop(x, DROPOUT)\n    return x\n"
    assert folded(source, DROPOUT=0.5) == taken
    assert folded(source, DROPOUT=0.0) == "def f(x):\n    return x\n"


@pytest.mark.parametrize(("kind", "value"), [("a", 1), ("b", 2), ("c", 3), ("d", 3)])
def test_of_a_chain_one_branch_is_left(kind, value):
    source = """
        if KIND == "a":
            x = 1
        elif KIND == "b":
            x = 2
        else:
            x = 3
        """
    assert folded(source, KIND=kind) == f"x = {value}\n"


def test_choices_within_a_choice_are_resolved_too():
    source = """
        if A:
            if B:
                x = 1
            else:
                x = 2
        """
    assert folded(source, A=True, B=False) == "x = 2\n"


def test_a_question_that_only_the_run_can_answer_stays_without_what_is_settled():
    source = "if A and done:\n    stop()\n"
    assert folded(source, A=True) == "if done:\n    stop()\n"
    assert folded(source, A=False) == ""
    assert folded(source) == source


def test_of_many_conditions_those_that_are_settled_go():
    source = "if A and now > then and not broken:\n    draw()\n"
    assert folded(source, A=True) == "if now > then and not broken:\n    draw()\n"
    assert folded(source, A=False) == ""
    assert folded("x = A or B or c\n", A=0, B=0) == "x = c\n"
    assert folded("x = A or B or c\n", A=0, B=2) == "x = B\n"


def test_an_argument_that_is_off_goes_with_its_line():
    source = """
        f(
            units,
            rate=RATE or None,
            clip=LIMIT if CLIP else None,
        )
        """
    assert folded(source, RATE=0, CLIP=True, LIMIT=1.0) == "f(units, clip=LIMIT)\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("f(a=A or None, b=1)\n", "f(b=1)\n"),
        ("f(b=1, a=A or None)\n", "f(b=1)\n"),
        ("f(a=A or None)\n", "f()\n"),
        ("x = (1 if A else 2)\n", "x = 2\n"),
        ("x = (One if A else Two)(3)\n", "x = Two(3)\n"),
        ("x = f(1 if A else 2)\n", "x = f(2)\n"),
        ("x = [1] if A else []\n", "x = []\n"),
        ('s = "é" if A else "ü"\n', 's = "ü"\n'),
        ("x = (y / 2 if not A else y).z\n", "x = (y / 2).z\n"),
        ("x = 2 * (y + 1 if not A else y)\n", "x = 2 * (y + 1)\n"),
        ("x = 2 == (y + 1 if not A else y)\n", "x = 2 == y + 1\n"),
        ("f(x, y if A else None)\n", "f(x)\n"),
        ("f(y if A else None, x)\n", "f(x)\n"),
        ("f(x, y if not A else None)\n", "f(x, y)\n"),
        ("def f(x, y: T if A else None, z=1): ...\n", "def f(x, z=1): ...\n"),
        ("def f(x, y: T if not A else None): ...\n", "def f(x, y: T): ...\n"),
    ],
)
def test_expressions_come_down_to_the_operand_that_is_taken(source, expected):
    assert folded(source, A=False) == expected


def test_a_method_that_is_off_leaves_no_gap():
    source = '''
        class A:
            """A."""

            def f(self):
                pass

            if MORE:

                def g(self):
                    pass
        '''
    assert folded(source, MORE=False) == 'class A:\n    """A."""\n\n    def f(self):\n        pass\n'
    assert folded(source, MORE=True).endswith("        pass\n\n    def g(self):\n        pass\n")


def test_text_that_reads_no_setting_is_left_to_the_letter():
    source = "def f(a, b=None):\n    return a if b else (a or b)\n"
    assert folded(source, A=True) == source


def test_a_blank_line_in_a_docstring_stays():
    source = '''
        def f():
            """Obeys these lines:

                {"do": "pause"}
            """
            if MORE:
                more()
        '''
    assert '"""Obeys these lines:\n\n        {"do"' in folded(source, MORE=True)


def test_brackets_close_up_when_what_is_left_fits_on_a_line():
    source = """
        model.compile(
            optimizer=optimizer,
            loss=loss_fn,
            jit_compile=JIT or None,
        )
        """
    assert folded(source, JIT=None) == "model.compile(optimizer=optimizer, loss=loss_fn)\n"
    assert folded(source, JIT=True) == "model.compile(optimizer=optimizer, loss=loss_fn, jit_compile=JIT)\n"


def test_what_is_left_of_brackets_within_others_stands_on_a_line_of_its_own():
    units = "u" * 45
    source = f"layers.append(\n    Dense(\n        {units},\n        {units},\n        bias=B or None,\n    )\n)\n"
    assert folded(source, B=0) == f"layers.append(Dense({units}, {units}))\n"
    longer = source.replace("layers", "layers_and_so_on")
    assert folded(longer, B=0) == f"layers_and_so_on.append(\n    Dense({units}, {units})\n)\n"


@pytest.mark.parametrize(
    "source",
    [
        "f(\n    a,  # why\n    b=B or None,\n)\n",
        'f(\n    """one\n    two""",\n    b=B or None,\n)\n',
        f"f(\n    {'a' * 70},\n    {'b' * 70},\n    b=B or None,\n)\n",
    ],
)
def test_brackets_stay_open_around_comments_long_texts_and_what_does_not_fit(source):
    assert folded(source, B=0) == source.replace("    b=B or None,\n", "")


def test_a_tuple_of_one_keeps_its_comma():
    assert folded("x = (\n    A or b,\n)\n", A=0) == "x = (b,)\n"


def test_brackets_without_a_choice_in_them_are_left_as_they_are():
    source = "f(\n    a,\n    b,\n)\ng(A or b)\n"
    assert folded(source, A=0) == "f(\n    a,\n    b,\n)\ng(b)\n"


def test_what_a_choice_held_together_stands_two_lines_apart_at_the_top():
    source = """
        if MORE:

            class A:
                pass

            def f():
                pass
        """
    assert folded(source, MORE=True).lstrip() == "class A:\n    pass\n\n\ndef f():\n    pass\n"


def test_only_what_choices_ask_decides_how_a_recipe_folds():
    source = "if A:\n    x = B\ny = f(C, k=D if E else None, l=F and G)\n"
    assert names_asked(source) == {"A", "E", "F", "G"}


def test_a_question_that_reads_something_else_too_decides_nothing():
    assert names_asked("while done < A and not over:\n    x = done == (B + 1 if B else 1)\n") == {"B"}
