"""The lists of the house as spreadsheets: the columns and rows that the screen shows, masked the same way."""
