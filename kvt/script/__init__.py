"""Spec → train.py → notebook. The one text that is shown, run and exported."""

from kvt.script.join import Section, script, split_sections
from kvt.script.notebook import notebook

sections = split_sections

__all__ = ["Section", "notebook", "script", "sections"]
