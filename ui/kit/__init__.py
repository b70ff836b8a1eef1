"""Tools of the screens that know no feature."""
