"""Activities on the screen: lists, one activity with its tabs, the sheet that signs people up, the door."""
