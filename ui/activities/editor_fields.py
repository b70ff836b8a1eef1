"""The fields of an activity, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.activities.drafts import SessionsDraft
from neighborcenter.activities.kinds import ActivityKind, SignUp
from neighborcenter.activities.texts import kind_name, sign_up_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from ui.activities.moment_field import MomentField
from ui.activities.room_choice import Rooms
from ui.booking.repeat_editor import RepeatEditor
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField, YuanField
from ui.kit.form import Field, Form
from ui.kit.jobs import runner
from ui.kit.many_field import ManyField
from ui.kit.moments import DateTimeField
from ui.kit.shown import set_shown
from ui.kit.theme import px

OPENS, CLOSES = time(9), time(18)


class Basics(Form):
    """What it is called, what sort it is, how many places there are."""

    def __init__(self) -> None:
        super().__init__(2)
        self.kind = ChoiceField([(kind, kind_name(kind)) for kind in ActivityKind])
        self.add("title", Field(_("Activity title"), TextField(), required=True), wide=True)
        self.add("kind", Field(_("Kind"), self.kind))
        self.add("places", Field(_("Places in all"), NumberField(_("people"), maximum=10_000)))


class When(QWidget):
    """The first time, how it repeats, and the room that is free every time."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.time = DateTimeField(runner().backend.clock.today)
        self.repeat = RepeatEditor()
        self.room = ChoiceField([], _("Choose, or write the place below"), optional=True)
        self.place = TextField(_("Square, school, another center …"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        self.form = Form(1)
        self.form.add("starts", Field(_("Time"), self.time))
        box.addWidget(self.form)
        box.addWidget(self.repeat)
        where = Form(1)
        self.room_field = where.add("room_id", Field(_("Room"), self.room))
        where.add("session_place", Field(_("Place in words"), self.place))
        box.addWidget(where)
        self.time.changed.connect(self._on_time)
        self.repeat.changed.connect(self.changed)

    def draft(self) -> SessionsDraft | None:
        """When and where; None while no time is said."""
        value = self.time.value()
        if value is None:
            return None
        return SessionsDraft(
            activity_id=0, starts=value[0], ends=value[1], room_id=self.room.value(),
            place=self.place.value(), repeat=self.repeat.value(), skip_clashes=True,
        )  # fmt: skip

    def show_rooms(self, found: Rooms) -> None:
        """Offer the rooms that are free every time."""
        self.room.set_choices(list(found.choices))
        self.room_field.set_hint(_("{count} rooms are free every time").format(count=len(found.choices)))

    def _on_time(self) -> None:
        value = self.time.value()
        self.repeat.set_first(value[0] if value else None)
        self.changed.emit()


class Fold(Button):
    """The heading of a part that opens and closes."""

    def __init__(self, title: str, part: QWidget) -> None:
        super().__init__(title, "quiet")
        self._part = part
        self.clicked.connect(lambda _checked=False: self.open_part(shown=self._part.isHidden()))

    def open_part(self, *, shown: bool) -> None:
        """Show the part, or put it away."""
        set_shown(self._part, shown)
        self.set_icon("chevron-down" if shown else "chevron-right")


def _flag(words: str) -> Field:
    """Yes or no: its words stand beside the box, so that no line above is needed."""
    field = Field(words, FlagField(words))
    field.label.hide()
    return field


class More(QWidget):
    """Sign-up, ages, fee, who runs it: each part opens on its own, faulty ones by themselves."""

    def __init__(self, modules: Sequence[tuple[int, str]], tags: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self.parts: list[tuple[Fold, Form]] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(8))
        self._part(_("Sign-up"), self._sign_up(), opened=True)
        self._part(_("Meant for"), self._for_whom(tags))
        self._part(_("Fee"), self._fee(tags))
        self._part(_("Waiting list and other places"), self._waiting())
        self._part(_("Who runs it, what it is about"), self._about(modules))

    def _part(self, title: str, form: Form, *, opened: bool = False) -> None:
        button = Fold(title, form)
        button.open_part(shown=opened)
        self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addWidget(form)
        self.parts.append((button, form))

    def _sign_up(self) -> Form:
        today = runner().backend.clock.today
        form = Form(1)
        form.add(
            "sign_up", Field(_("One signs up"), ChoiceField([(one, sign_up_name(one)) for one in SignUp]))
        )
        opens, closes = MomentField(today, OPENS), MomentField(today, CLOSES)
        form.add("sign_up_opens", Field(_("Sign-up opens"), opens, _("Empty: as soon as it is published")))
        form.add("sign_up_closes", Field(_("Sign-up closes"), closes, _("Empty: when it begins")))
        form.add("needs_approval", _flag(_("Each sign-up waits for approval")))
        return form

    def _for_whom(self, tags: Sequence[tuple[int, str]]) -> Form:
        form = Form(2)
        form.add("age_from", Field(_("From age"), NumberField(_("years"), maximum=120)))
        form.add("age_to", Field(_("To age"), NumberField(_("years"), maximum=120)))
        words = TextField(_("Retired teachers, parents of babies …"))
        form.add("eligibility", Field(_("For whom, in words"), words), wide=True)
        hint = _("None chosen: everybody; else whoever carries one of these tags")
        form.add("eligible_tags", Field(_("Only for people tagged"), ManyField(tags), hint), wide=True)
        form.add("residents_only", _flag(_("Only residents registered here")), wide=True)
        form.add(
            "needs_guardian", Field("", FlagField(_("Minors only with a guardian’s consent"))), wide=True
        )
        return form

    def _fee(self, tags: Sequence[tuple[int, str]]) -> Form:
        form = Form(2)
        form.add("fee_fen", Field(_("Fee"), YuanField()))
        form.add("reduced_fen", Field(_("Reduced fee"), YuanField()))
        form.add("reduced_tags", Field(_("Reduced for"), ManyField(tags)), wide=True)
        form.add("free_tags", Field(_("Free for"), ManyField(tags)), wide=True)
        return form

    def _waiting(self) -> Form:
        form = Form(2)
        form.add("waiting_list", _flag(_("Keep a waiting list when it is full")), wide=True)
        hint = _("0 gives a free place at once to whoever is next")
        form.add(
            "offer_hours", Field(_("A place is held"), NumberField(_("hours"), maximum=336), hint), wide=True
        )
        passing = _flag(_("Somebody who needs fewer places may pass a waiting family"))
        form.add("lets_pass", passing, wide=True)
        form.add("wheelchairs", Field(_("Wheelchair places"), NumberField(maximum=1000)))
        form.add("helpers", Field(_("Helpers"), NumberField(maximum=1000)))
        return form

    def _about(self, modules: Sequence[tuple[int, str]]) -> Form:
        form = Form(1)
        form.add("module_id", Field(_("Module"), ChoiceField(list(modules), optional=True)))
        form.add("organiser", Field(_("Organiser"), TextField(_("This center, the school, the hospital …"))))
        hint = _("One a line; the name of a group here is linked with it")
        form.add("partners", Field(_("Together with"), LongTextField(lines=2), hint))
        form.add("lead_name", Field(_("Led by"), TextField()))
        form.add("place", Field(_("Usual place in words"), TextField()))
        hint = _("One name joins the activities of many centers, such as a festival on one day")
        form.add("campaign", Field(_("Campaign"), TextField(), hint))
        form.add("summary", Field(_("About"), LongTextField(lines=4)))
        form.add("certificate", _flag(_("Those who came get a certificate")))
        return form

    @property
    def fields(self) -> dict[str, Field]:
        """All fields by draft attribute."""
        return {name: field for _button, form in self.parts for name, field in form.fields.items()}

    def values(self) -> dict[str, Any]:
        """Plain values by draft attribute."""
        return {name: field.value() for name, field in self.fields.items()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Show values by draft attribute."""
        for _button, form in self.parts:
            form.set_values(values)

    def check(self) -> bool:
        """Whether every field can be understood; the part of the first that cannot opens."""
        wrong = [(button, form) for button, form in self.parts if not form.check()]
        for button, _form in wrong:
            button.open_part(shown=True)
        return not wrong

    def set_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Each problem beside its field; returns those without one."""
        homeless = list(problems)
        for _button, form in self.parts:
            homeless = form.set_problems(homeless)
        return homeless

    def show_faulty(self) -> None:
        """Open the parts with a faulty field, so that the words are seen."""
        for button, form in self.parts:
            if any(field.problem is not None for field in form.fields.values()):
                button.open_part(shown=True)
