"""Papers: one file per sheet — what it collects, what it says, and its twin as a spreadsheet."""
