"""Why an offer and a seeker fit, in words; what stands against an outcome."""

from neighborcenter.forms.jobs.drafts import Reason
from neighborcenter.forms.jobs.kinds import Outcome
from neighborcenter.forms.values import yuan
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import teach

REASONS = {
    "jobs.too_young": N_("under {age}: may not be employed"),
    "jobs.skill": N_("can do {trade}"),
    "jobs.skill_asked": N_("ask about {trade}"),
    "jobs.skill_other": N_("can do {skills}, not {trade}"),
    "jobs.anywhere": N_("any place"),
    "jobs.near": N_("near the place wanted"),
    "jobs.far": N_("would rather work at {near}"),
    "jobs.any_time": N_("any time"),
    "jobs.time": N_("free: {times}"),
    "jobs.time_asked": N_("free {times}; ask for the hours"),
    "jobs.time_other": N_("only free: {times}"),
    "jobs.any_pay": N_("any pay"),
    "jobs.pay": N_("hoped for {hoped}"),
    "jobs.pay_asked": N_("hopes for {hoped}; pay not said"),
    "jobs.pay_less": N_("hopes for {hoped}, gets {pay}"),
}
OUTCOMES: dict[Outcome, str] = {
    Outcome.SENT: N_("Sent there"),
    Outcome.HIRED: N_("Hired"),
    Outcome.REFUSED: N_("Not taken"),
}
SENTENCES = {
    "jobs.full": N_("“{firm}” has found everybody already."),
    "jobs.settled": N_("{name} does not look for work any more."),
    "jobs.barred": N_("{name} is under {age} and may not be employed."),
    "jobs.no_form": N_("The forms of day work are not in use here."),
    "jobs.changed": N_("One of the two entries was changed since; change it by hand."),
}
teach(SENTENCES)


def words_of(one: Reason) -> str:
    """A reason as it is read: money with its sign."""
    money = {key: yuan(one.params[key]) for key in ("hoped", "pay") if key in one.params}
    return _(REASONS[one.code]).format(**{**one.params, **money})
