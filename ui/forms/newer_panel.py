"""What newer versions of the shipped forms have otherwise, and the act that takes them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from neighborcenter.forms.renewing import Newer
from neighborcenter.kit.i18n import _
from ui.kit.buttons import Button
from ui.kit.labels import Label
from ui.people.panels import Fact, Panel


class NewerPanel(Panel):
    """`wanted` carries the ids of the forms to be taken."""

    wanted = Signal(list)

    def __init__(self, forms: Sequence[Newer]) -> None:
        super().__init__(_("New versions of shipped forms"))
        words = _(
            "Entries keep the version they were made with. Forms you have changed yourselves stay as they are."
        )
        self.body.addWidget(Label(words, "small", "text2", wrap=True))
        for one in forms:
            take = Button(_("Take this one"), "quiet", "check")
            take.clicked.connect(lambda _checked=False, ref=one.form_id: self.wanted.emit([ref]))
            self.section(one.name, take)
            for name, labels in (
                (_("New fields"), one.added),
                (_("Fields that go"), one.gone),
                (_("Fields that change"), one.changed),
            ):
                if labels:
                    self.body.addWidget(Fact(name, "、".join(labels)))
            if one.due_changed:
                self.body.addWidget(Label(_("The next entry is due by another rule."), "body", wrap=True))
        self.body.addStretch(1)
        self.take_all = Button(_("Take all"), "primary", "check", main=True)
        self.take_all.clicked.connect(lambda _checked=False: self.wanted.emit([one.form_id for one in forms]))
        self.foot_row.addWidget(self.take_all, 1)
