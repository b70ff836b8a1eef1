"""The screens of Neighborcenter (Qt)."""
