"""The center's own list of care tags in the right-hand panel: add, rename, recolor, hide from most, take out of use."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.people import group_service, queries, rules
from neighborcenter.people.drafts import TagDraft
from neighborcenter.people.queries import TagRow
from ui.kit.buttons import Button, Switch
from ui.kit.chips import StatusChip
from ui.kit.fields import ChoiceField, FlagField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query
from ui.kit.labels import Icon, Label
from ui.kit.messages import toast
from ui.kit.theme import px
from ui.kit.widgets import IconButton
from ui.people.panels import Panel, empty_layout

COLOR_NAMES = {
    "party": N_("Red"),
    "activity": N_("Teal"),
    "course": N_("Violet"),
    "service": N_("Green"),
    "lending": N_("Blue"),
    "closed": N_("Gray"),
    "notice": N_("Amber"),
}


class TagsPanel(Panel):
    """All care tags, and a form for one of them or a new one."""

    def __init__(self) -> None:
        super().__init__(_("Care tags"))
        self.rows: list[TagRow] = []
        self.changing: TagRow | None = None
        self.form = Form(1)
        self.form.add("name", Field(_("Words on the tag"), TextField()))
        colors = [(color, _(COLOR_NAMES[color])) for color in rules.TAG_COLORS]
        self.form.add("color", Field(_("Color"), ChoiceField(colors)))
        sensitive = FlagField(_("Health or hardship: shown to few"))
        self.form.add("sensitive", Field(_("Protection"), sensitive))
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.save = Button(_("Add the tag"), "tinted", "tag")
        self.again = Button(_("New tag instead"), "quiet")
        self.save.clicked.connect(lambda _checked=False: self.submit())
        self.again.clicked.connect(lambda _checked=False: self.change(None))
        self.change(None)
        self.reload()

    def reload(self) -> None:
        """Read the tags again."""
        Query(self, lambda read: queries.tags(read, all_of_them=True), key="tags").then(self._on_rows).start()

    def _on_rows(self, rows: list[TagRow]) -> None:
        self.rows = rows
        for kept in (self.form, self.message, self.save, self.again):
            kept.setParent(None)
        empty_layout(self.body)
        for part in (self.form, self.message, self.save, self.again):
            self.body.addWidget(part)
            part.show()
        self.again.setVisible(self.changing is not None)
        self.section(_("All care tags"))
        for row in rows:
            self.body.addWidget(self._line(row))
        self._say(())

    def _line(self, row: TagRow) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(StatusChip(row.name, row.color if row.active else "closed"))
        if row.sensitive:
            lock = Icon("lock", "text3", 16)
            lock.setToolTip(_("Health or hardship: shown to few"))
            line.addWidget(lock)
        line.addStretch(1)
        pencil = IconButton("pencil", _("Change {tag}").format(tag=row.name), 28)
        pencil.clicked.connect(lambda _checked=False: self.change(row))
        line.addWidget(pencil)
        use = Switch(_("{tag} in use").format(tag=row.name), on=row.active)
        use.toggled.connect(partial(self._use, row))
        line.addWidget(use)
        return holder

    def change(self, row: TagRow | None) -> None:
        """Put a tag into the form; None for a new one."""
        self.changing = row
        shown = row or TagRow(0, "", "lending", False)  # noqa: FBT003 - a row has its columns in order
        self.form.set_values({"name": shown.name, "color": shown.color, "sensitive": shown.sensitive})
        self.save.setText(_("Add the tag") if row is None else _("Save"))
        self.again.setVisible(row is not None and self.again.parentWidget() is not None)
        if row is not None:
            self.show_top()
            self.form.focus_first()

    def submit(self) -> None:
        """Add the tag, or save the change."""
        draft = TagDraft(**self.form.values())
        row = self.changing

        def done(_result: object) -> None:
            toast(_("Saved: {name}").format(name=draft.name), owner=self)
            self.change(None)
            self.reload()

        if row is None:
            Command(self, lambda work: group_service.add_tag(work, draft)).then(done).failed(
                self._say
            ).start()
        else:
            kept = TagDraft(draft.name, draft.color, draft.sensitive, row.active)
            Command(self, lambda work: group_service.change_tag(work, row.id, kept)).then(done).failed(
                self._say
            ).start()

    def _use(self, row: TagRow, on: bool) -> None:
        draft = TagDraft(row.name, row.color, row.sensitive, on)
        Command(self, lambda work: group_service.change_tag(work, row.id, draft)).then(
            lambda _result: self.reload()
        ).start()

    def _say(self, problems: tuple[Problem, ...]) -> None:
        homeless = self.form.set_problems(problems)
        self.message.setText(" ".join(speak(problem) for problem in homeless))
        self.message.setVisible(bool(homeless))
