"""What an inspector asks: every figure of a period in one view, each of which opens its rows."""
