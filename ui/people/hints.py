"""Fields that help while typing a phone or an ID number, and one that keeps what is masked."""

from collections.abc import Callable
from datetime import date

from neighborcenter.kit.i18n import _
from neighborcenter.kit.idnumber import check_id_number
from neighborcenter.kit.malformed import Malformed
from neighborcenter.kit.phone import PhoneKind, check_phone
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.people import rules, texts
from neighborcenter.people.kinds import Sex
from ui.kit.fields import TextField

# Typed into a masked field: take the stored value away.
REMOVE = "-"


def phone_help(text: str) -> str:
    """What is still missing of a phone; for a finished landline how it will be written."""
    if not text or text == REMOVE:
        return ""
    try:
        found = check_phone(text)
    except Malformed as wrong:
        return speak(Problem("phone", wrong.code, wrong.params)) if wrong.code == "phone.short" else ""
    if found.unusual:
        return speak(Problem("phone", found.unusual))
    return "" if found.kind is PhoneKind.MOBILE else found.number


def id_help(today: Callable[[], date]) -> Callable[[str], str]:
    """What is still missing of an ID number; of a finished one birth date, age and sex."""

    def help_with(text: str) -> str:
        if not text or text == REMOVE:
            return ""
        try:
            card = check_id_number(text, today())
        except Malformed as wrong:
            return speak(Problem("id_number", wrong.code, wrong.params)) if wrong.code == "id.short" else ""
        if card.birth is None:
            return ""
        sex = _(texts.SEX_NAMES[Sex(card.sex)]) if card.sex else ""
        age = _("{age} years").format(age=rules.age_on(card.birth, today()))
        return " · ".join(part for part in (card.birth.isoformat(), age, sex) if part)

    return help_with


class MaskedField(TextField):
    """A phone or an ID number. One that is stored shows masked behind the empty box and stays unless typed over.

    The value is None for "leave it", "" for "take it away" (a single hyphen was typed), or what was typed.
    """

    def __init__(
        self, placeholder: str = "", *, icon: str | None = None, help_with: Callable[[str], str]
    ) -> None:
        super().__init__(placeholder, icon=icon, help_with=self._help)
        self._plain, self._kept = placeholder, ""
        self._typed_help = help_with

    def keep(self, masked: str) -> None:
        """A value is stored; show it masked. "" when there is none."""
        self._kept = masked
        self.setPlaceholderText(masked or self._plain)

    def value(self) -> str | None:  # type: ignore[override]
        text = self.text().strip()
        if not self._kept:
            return text
        return None if not text else "" if text == REMOVE else text

    def set_value(self, value: str | None) -> None:
        super().set_value(value or "")

    def _help(self, text: str | None) -> str:
        if text:
            return self._typed_help(text)
        if self._kept and self.hasFocus() and text is None:
            return _("Stays as it is. Type over it to change it, type - to remove it.")
        return ""
