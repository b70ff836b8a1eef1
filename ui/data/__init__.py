"""The first start of a center, and its backups."""
