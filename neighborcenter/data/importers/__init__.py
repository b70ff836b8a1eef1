"""One importer a kind of record: its columns, its checks, its way to write and to take back."""
