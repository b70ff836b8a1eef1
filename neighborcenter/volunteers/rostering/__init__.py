"""Making rosters: the center's rules, the live check of every place, who could fill a gap, and proposals."""
