"""What an error says at its heart, without the frame that a library puts around it."""

LONGEST = 160  # letters


def core(error: str) -> str:
    """The line that tells what went wrong: Keras puts it between "Error encountered:" and "Arguments received"."""
    kind, _, rest = error.partition(": ")
    lines = [line.strip() for line in rest.split("Error encountered:")[-1].splitlines() if line.strip()]
    first = lines[0] if lines else rest
    line = f"{kind}: {first}" if rest else error
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
