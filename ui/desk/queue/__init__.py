"""The queue at the desk: who waits, whom this window has, the display for the hall."""
