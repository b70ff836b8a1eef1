"""The roster on the screen: a grid of people or posts by days, gaps and who could fill them, proposals, rules."""
