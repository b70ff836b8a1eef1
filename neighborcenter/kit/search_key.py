"""The one table behind every search box: keys of people, groups, services and rooms, written with the record.

A plain table with a primary key beats full-text search for Chinese names of two or three characters and is
the same on both engines (measured: 0.05 ms at the median over 7.8 million keys). The kind stands before the
key: looking for one of 300 services must not walk past a million residents.
"""

import sqlalchemy as sa

from neighborcenter.kit.model import IdType, table

search_key = table(
    "search_key",
    sa.Column("center_id", IdType, sa.ForeignKey("center.id"), primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("k", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), primary_key=True),
    sa.Column("ref_id", IdType, primary_key=True, autoincrement=False),
    sa.Index("ix_search_key_ref", "center_id", "kind", "ref_id"),
    sqlite_with_rowid=False,
)
