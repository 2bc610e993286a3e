from textwrap import dedent

import pytest

from kvt.script.fold import fold


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
    assert folded(source, RATE=0, CLIP=True, LIMIT=1.0) == "f(\n    units,\n    clip=LIMIT,\n)\n"


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
