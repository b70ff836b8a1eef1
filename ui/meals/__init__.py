"""The Meals place."""
