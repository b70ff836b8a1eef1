"""A paper as plain text: what golden tests compare and a reviewer can read."""

from neighborcenter.reports.paper.page import Paper, foot_words


def outline(paper: Paper) -> str:
    """All words of `paper` in reading order, ending with a line end."""
    imprint = paper.imprint
    lines = [
        f"{imprint.center} | {imprint.title} | {paper.size}"
        + (f" | {imprint.number}" if imprint.number else "")
    ]
    for block in paper.story:
        lines += block.outline()
    lines.append("~ " + " | ".join(foot_words(imprint)))
    return "\n".join(lines) + "\n"
