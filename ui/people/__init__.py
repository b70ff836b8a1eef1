"""People on the screen: the list, cards and editors of residents, households and groups, and the person picker."""
