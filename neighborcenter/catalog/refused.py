"""The twenty proofs that village and community committees must not issue: recognized, refused, referred.

Source: the 2020 guidance of six ministries on proofs issued by self-governing committees, with its first list
of proofs they must not issue. People still ask for them every day, in their own words.
"""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache

from neighborcenter.kit.i18n import language
from neighborcenter.kit.paths import resource


@dataclass(frozen=True, slots=True)
class RefusedProof:
    """A proof that is refused: the words to say, where to go instead, what to take along; both languages."""

    key: str
    name: str
    name_en: str
    say: str
    say_en: str
    where: str
    where_en: str
    bring: str
    bring_en: str
    words: tuple[tuple[str, ...], ...]
    excepted: tuple[str, ...]

    def shown(self) -> tuple[str, str, str, str]:
        """Name, words to say, where to go, what to bring, in the language in use."""
        if language() == "en":
            return self.name_en, self.say_en, self.where_en, self.bring_en
        return self.name, self.say, self.where, self.bring


@cache
def refused_proofs() -> tuple[RefusedProof, ...]:
    """All twenty, in the order of the list."""
    found = tomllib.loads(resource("seed", "refused_proofs.toml").read_text(encoding="utf-8"))
    return tuple(
        RefusedProof(
            words=tuple(tuple(_plain(piece) for piece in phrase.split("+")) for phrase in block["words"]),
            excepted=tuple(_plain(phrase) for phrase in block["except"]),
            **{name: value for name, value in block.items() if name not in ("words", "except")},
        )
        for block in found["proof"]
    )


def refused_proof(key: str) -> RefusedProof:
    """The proof of that key. Raises KeyError."""
    for proof in refused_proofs():
        if proof.key == key:
            return proof
    raise KeyError(key)


def recognize_refused(text: str) -> RefusedProof | None:
    """The refused proof that `text` asks for, None when it asks for none.

    Among several that fit, the one whose wording covers most of the text counts.
    """
    asked = _plain(text)
    best: tuple[int, RefusedProof] | None = None
    for proof in refused_proofs():
        rest = asked
        for phrase in proof.excepted:
            rest = rest.replace(phrase, "|")
        for pieces in proof.words:
            if all(piece in rest for piece in pieces):
                weight = sum(len(piece) for piece in pieces)
                if best is None or weight > best[0]:
                    best = (weight, proof)
    return best[1] if best else None


def _plain(text: str) -> str:
    """Full-width folded, spaces and filler words out, so that "开 个 无犯罪 的 证明" reads like the list."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in folded if not c.isspace() and c not in "的,，。.、;；!！?？「」“”\"'")
