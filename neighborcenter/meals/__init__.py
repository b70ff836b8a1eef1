"""Meals: the menu by week, orders, what each payer gives, delivery, and the settlement of a month."""
