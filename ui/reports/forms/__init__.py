"""The forms of other offices on the screen: kept, pointed at fields, filled, handed in."""
