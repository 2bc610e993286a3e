from textwrap import dedent

import pytest

from kvt.script.reach import definitions, out_of_reach, reached, without


def left(*sources):
    """What is left of each part of a script."""
    sources = [dedent(source).lstrip("\n") for source in sources]
    roots = [definitions(source) for source in sources]
    names = reached(roots)
    return [without(source, out_of_reach(root, names)) for source, root in zip(sources, roots, strict=True)]


def test_what_nobody_calls_falls_away_and_with_it_what_it_alone_called():
    source = """
        def first():
            return second()


        def second():
            return second()


        def main():
            pass


        main()
        """
    assert left(source) == ["def main():\n    pass\n\n\nmain()\n"]


def test_another_part_may_be_the_one_that_calls():
    assert left("def load():\n    pass\n", "load()\n") == ["def load():\n    pass\n", "load()\n"]
    assert left("def load():\n    pass\n", "save()\n") == ["", "save()\n"]


def test_a_method_falls_away_with_its_decorators_and_comments():
    source = '''
        class Report:
            """A report."""

            def __init__(self):
                self.step()

            # One step.
            def step(self):
                pass

            # Many steps.
            @property
            def steps(self):
                pass


        Report()
        '''
    assert left(source) == [
        'class Report:\n    """A report."""\n\n    def __init__(self):\n        self.step()\n\n'
        "    # One step.\n    def step(self):\n        pass\n\n\nReport()\n"
    ]


def test_a_variable_of_a_methods_name_does_not_keep_it():
    kept, called = left("class A:\n    x = 1\n\n    def steps(self):\n        pass\n", "steps = A()\nprint(steps)\n")
    assert kept == "class A:\n    x = 1\n"
    assert called == "steps = A()\nprint(steps)\n"


@pytest.mark.parametrize(
    "source",
    [
        "class A(Base):\n    def step(self):\n        pass\n\n\nA()\n",  # which Base may call
        "@register()\ndef step():\n    pass\n",  # which register may keep
        "value = step()\n",  # which may do more than give a value
        "class A:\n    def __len__(self):\n        return 1\n\n\nA()\n",  # which Python calls
    ],
)
def test_what_others_may_call_stays(source):
    assert left(source) == [source]


def test_a_constant_goes_with_its_comment_and_leaves_the_gap_before_the_next():
    source = "def f():\n    pass\n\n\nA = 1\n# Two.\nB = 2\nC = 3\n\n\nf(A + C)\n"
    assert left(source) == ["def f():\n    pass\n\n\nA = 1\nC = 3\n\n\nf(A + C)\n"]
    assert left(source.replace("A + C", "C")) == ["def f():\n    pass\n\n\nC = 3\n\n\nf(C)\n"]
    assert left(source.replace("A + C", "")) == ["def f():\n    pass\n\n\nf()\n"]
