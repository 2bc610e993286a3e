"""A visitor's own table: checked, described and kept, so that a script can read it without surprises."""
