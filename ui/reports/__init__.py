"""Reports on the screen: choose a paper, see it as it will be printed, look behind its figures, print or save it."""
