"""Who is acting, for which center, with what permissions."""

from dataclasses import dataclass

from neighborcenter.kit.problems import NotAllowed


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind an act. `account_id` is None for the program itself (first start, schedule)."""

    account_id: int | None
    name: str
    center_id: int
    permissions: frozenset[str] = frozenset()
    everything: bool = False

    def may(self, permission: str) -> bool:
        """Whether this person holds `permission`."""
        return self.everything or permission in self.permissions

    def require(self, permission: str) -> None:
        """Raises NotAllowed unless this person holds `permission`."""
        if not self.may(permission):
            raise NotAllowed(permission)


def system_actor(center_id: int) -> Actor:
    """The program itself: seeding, upgrades, scheduled jobs. Its acts are in the audit trail as such."""
    return Actor(account_id=None, name="system", center_id=center_id, everything=True)
