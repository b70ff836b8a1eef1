"""Reports on the screen, and lists taken away as files or paper."""
