"""Tools that know no feature: units of work, times, texts, settings, paths."""
