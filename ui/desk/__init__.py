"""The front desk on the screen: who is served, what is done, how the day goes."""
