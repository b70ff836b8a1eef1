"""The same measure on SQLite and, where it is installed, on a PostgreSQL server of its own."""

from collections.abc import Callable

from tests.bench import Figure
from tests.support.postgres import Server, binaries


def on_engines(measured: Callable[[str, Server | None], list[Figure]]) -> list[Figure]:
    """All figures of one engine after the other; ``measured`` gets its name, and its server if it has one."""
    figures = measured("SQLite", None)
    if binaries() is not None:
        server = Server()
        try:
            figures += measured("PostgreSQL", server)
        finally:
            server.stop()
    return figures


def database_url(server: Server | None, name: str) -> str | None:
    """An empty database of that name on the server; None where the folder holds a file."""
    if server is None:
        return None
    server.statement(f"CREATE DATABASE {name}")
    return server.url(name)
