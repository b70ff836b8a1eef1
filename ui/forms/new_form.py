"""A new form: its name, its module, what it is about; from nothing or like another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from neighborcenter.forms import queries, service
from neighborcenter.forms.drafts import Definition, FieldDef, FormDraft
from neighborcenter.forms.kinds import Fact, FieldKind, Subject
from neighborcenter.forms.queries import FormCount
from neighborcenter.forms.texts import SUBJECTS
from neighborcenter.kit.i18n import _, language
from neighborcenter.kit.work import Work
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Field
from ui.modules.form_panel import FormPanel

_FACTS = (
    (Fact.NAME, "姓名", "Name", 12),
    (Fact.PHONE, "联系电话", "Phone", 15),
    (Fact.ADDRESS, "居住地址", "Address", 24),
)


class NewForm(FormPanel):
    """`saved` carries the id of the new form."""

    def __init__(
        self, modules: Sequence[tuple[int, str]], forms: Sequence[FormCount], chosen: int | None = None
    ) -> None:
        super().__init__(_("New form"), _("Make and design"))
        add = self.form.add
        add("name", Field(_("Name of the form"), TextField(), required=True))
        add("module_id", Field(_("Module"), ChoiceField(list(modules)), required=True))
        known = [(one.id, one.name) for one in forms]
        add(
            "like",
            Field(_("Like another form"), ChoiceField(known), _("Takes its fields over to begin with")),
        )
        subjects = [(subject, _(words)) for subject, words in SUBJECTS.items()]
        add("subject", Field(_("About whom"), ChoiceField(subjects)))
        add("name_en", Field(_("English name"), TextField()))
        start = chosen if chosen is not None else (modules[0][0] if modules else None)
        self.form.set_values({"subject": Subject.REQUIRED, "module_id": start})

    def act(self) -> Callable[[Any], object]:
        """Make it with a draft to design."""
        values = self.form.values()
        like, subject = values["like"], values["subject"] or Subject.REQUIRED

        def run(work: Work) -> int:
            definition = _beginning(subject) if like is None else queries.form_card(work, like).definition
            return service.create_form(
                work, FormDraft(values["name"], values["module_id"], definition, values["name_en"])
            )

        return run


def _beginning(subject: Subject) -> Definition:
    """What nearly every ledger has: the day, and who it was."""
    english = language() == "en"
    day = FieldDef("day_of", "Day" if english else "日期", FieldKind.DAY, "Day", width=12)
    facts = [
        FieldDef(
            f"p_{fact.value}",
            name_en if english else name,
            FieldKind.FACT,
            name_en,
            fact=fact.value,
            width=wide,
        )
        for fact, name, name_en, wide in _FACTS
    ]
    return Definition((day, *(facts if subject is not Subject.NONE else ())), subject)
