"""What staff hand in about a service."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A paper to bring. `need`: necessary, optional or unknown; `copies` as said ("2 份", "原件及复印件")."""

    name: str
    need: str = "unknown"
    copies: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """A service. `handling`: direct 办理, agency 代办, assisted 帮办, referral 转介; `days` until it is done,
    None when not known or `on_the_spot`; `refused`: a proof that must not be issued, with the words to say
    (`refusal`) and where to go instead (`refer_to`)."""

    name: str
    module_id: int
    handling: str = "direct"
    name_en: str = ""
    category: str = "public-welfare"
    department: str = ""
    days: int | None = None
    on_the_spot: bool = False
    fee: str = ""
    window_hours: str = ""
    eligibility: str = ""
    steps: str = ""
    refused: bool = False
    refusal: str = ""
    refer_to: str = ""
    to_confirm: bool = False
    papers: tuple[PaperDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What the rules know of the rest of the catalog: names in use (folded), modules a service may belong to."""

    names: frozenset[str] = frozenset()
    modules: Mapping[int, str] = field(default_factory=dict)
