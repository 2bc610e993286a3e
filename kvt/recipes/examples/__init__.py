"""The documents' printed examples, in kvt's own code: `<document>_<number>_printed.py` behaves as what is printed, with
the data and the models that the document leaves out; `…_repaired.py` is how it is written today.
"""
