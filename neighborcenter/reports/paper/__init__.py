"""Paper: fonts, lines, blocks, pages and workbooks — how a report is set, knowing nothing of what it says."""
