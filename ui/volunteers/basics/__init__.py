"""What rosters are made from: teams, posts with their weekly shifts, insurance, days on which nobody is asked."""
