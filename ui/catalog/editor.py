"""Writing a service: a form over one draft, with what is wrong beside each field as one types."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from neighborcenter.catalog import rules, service
from neighborcenter.catalog.drafts import PaperDraft, ServiceDraft, ServiceFacts
from neighborcenter.catalog.texts import CATEGORIES
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from ui.catalog.columns import handling_words
from ui.catalog.papers_field import PapersField
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command
from ui.kit.labels import Label
from ui.kit.messages import BannerSlot, ask
from ui.kit.theme import px
from ui.kit.widgets import Button, IconButton


class ServiceEditor(QWidget):
    """A new service, or one that exists (`service_id`). `saved` carries its id."""

    closed = Signal()
    saved = Signal(int)

    def __init__(
        self,
        facts: ServiceFacts,
        draft: ServiceDraft,
        service_id: int | None = None,
        version: int | None = None,
        *,
        published: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._facts, self._published = facts, published
        self._service_id, self._version = service_id, version
        self.form = Form()
        self.banners = BannerSlot()
        self.save_button = Button(_("Save"), "primary", key="Ctrl ↵")
        self._add_fields()
        self._build(_("New service") if service_id is None else _("Edit service"))
        self.form.set_values(_shown(draft))
        self.form.changed.connect(self._on_changed)
        self._show_for_handling()
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)

    def _add_fields(self) -> None:
        add = self.form.add
        modules = list(self._facts.modules.items())
        add("name", Field(_("Name"), TextField(), required=True))
        add("module_id", Field(_("Module"), ChoiceField(modules), required=True))
        handlings = [(key, handling_words(key)) for key in rules.HANDLINGS]
        add("handling", Field(_("Handling"), ChoiceField(handlings), required=True))
        add("refused", Field(_("Proof"), FlagField(_("Must not be issued by a community"))))
        add("refusal", Field(_("Words to say"), LongTextField(lines=3)))
        add("refer_to", Field(_("Where to go instead"), LongTextField(lines=3)))
        add("on_the_spot", Field(_("Time limit"), FlagField(_("Done on the spot"))))
        add("days", Field(_("Days"), NumberField(_("days"), maximum=rules.LONGEST_DAYS)))
        add("fee", Field(_("Fee"), TextField(_("Free, 2 yuan a page…"))))
        add("eligibility", Field(_("Who it is for"), TextField(_("Residents over 60…"))))
        add("papers", Field(_("Papers to bring"), PapersField()))
        add("department", Field(_("Department"), TextField()))
        add("window_hours", Field(_("Hours"), TextField(_("Working days 8:30–17:30…"))))
        add("steps", Field(_("Steps"), LongTextField(lines=3)))
        kinds = [(key, _(words)) for key, words in CATEGORIES.items()]
        add("category", Field(_("Category"), ChoiceField(kinds)))
        add("name_en", Field(_("English name"), TextField()))
        add("to_confirm", Field(_("Check"), FlagField(_("To be confirmed locally"))))

    def _build(self, heading: str) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        head = QHBoxLayout()
        head.addWidget(Label(heading, "title"), 1)
        shut = IconButton("x", _("Close"), 28)
        shut.clicked.connect(self.leave)
        head.addWidget(shut)
        outer.addLayout(head)
        outer.addWidget(self.banners)
        inside = QWidget()
        inside.setAutoFillBackground(False)
        box = QVBoxLayout(inside)
        box.setContentsMargins(px(2), px(2), px(8), px(2))
        box.addWidget(self.form)
        box.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self._area.viewport().setAutoFillBackground(False)
        outer.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addStretch(1)
        cancel = Button(_("Cancel"), "quiet")
        cancel.clicked.connect(self.leave)
        foot.addWidget(cancel)
        foot.addWidget(self.save_button)
        self.save_button.clicked.connect(self.save)
        outer.addLayout(foot)

    def draft(self) -> ServiceDraft:
        """What stands in the form."""
        values: dict[str, Any] = self.form.values()
        values["module_id"] = values["module_id"] or 0
        values["handling"] = values["handling"] or "direct"
        values["category"] = values["category"] or ""
        return ServiceDraft(**values)

    def focus_first(self) -> None:
        """Put the caret into the name."""
        self.form.focus_first()

    def save(self) -> None:
        """Keep the draft; what a rule says lands beside its field."""
        if self.save_button.busy or not self.form.check():
            return
        draft = self.draft()
        if self._show_problems(self._problems(draft)):
            return
        self.save_button.set_busy(True)
        ref, version = self._service_id, self._version
        if ref is None:
            job = Command(self, lambda work: service.draft_service(work, draft))
        else:
            job = Command(self, lambda work: _revised(work, ref, draft, version))
        job.then(self._on_saved).failed(self._show_problems).finally_(self._on_ended).start()

    def leave(self) -> None:
        """Close; asks first when something was written."""
        if self.form.dirty and not ask(self, _("Close without saving?"), _("Close"), kind="secondary"):
            return
        self.closed.emit()

    def _problems(self, draft: ServiceDraft) -> list[Problem]:
        check = rules.problems_in_publishing if self._published else rules.problems_in_service
        return check(draft, self._facts)

    def _show_problems(self, problems: object) -> bool:
        """Beside the fields, or above them; True when something keeps it from being saved."""
        found: list[Problem] = list(problems)  # type: ignore[call-overload]
        homeless = self.form.set_problems(found)
        self.banners.clear()
        if homeless:
            self.banners.set_banner("homeless", homeless[0].level, speak(homeless[0]))
        return any(p.level == "error" for p in found)

    def _show_for_handling(self) -> None:
        """Words of refusal only where something is referred."""
        fields = self.form.fields
        refers = fields["handling"].value() == "referral"
        fields["refused"].setVisible(refers)
        fields["refer_to"].setVisible(refers)
        fields["refusal"].setVisible(refers and bool(fields["refused"].value()))
        fields["days"].setVisible(not fields["on_the_spot"].value() and not refers)
        fields["on_the_spot"].setVisible(not refers)

    def _on_changed(self) -> None:
        self._show_for_handling()
        for problem in self._problems(self.draft()):
            field = self.form.fields.get(problem.field)
            if field is not None and problem.level == "warning" and field.problem is None:
                field.set_problem(problem)

    def _on_saved(self, service_id: int) -> None:
        self.saved.emit(service_id)

    def _on_ended(self) -> None:
        self.save_button.set_busy(False)


def _revised(work: Any, service_id: int, draft: ServiceDraft, version: int | None) -> int:
    service.revise(work, service_id, draft, version=version)
    return service_id


def _shown(draft: ServiceDraft) -> dict[str, Any]:
    values = asdict(draft)
    values["papers"] = tuple(PaperDraft(**paper) for paper in values["papers"])
    values["module_id"] = draft.module_id or None
    return values
