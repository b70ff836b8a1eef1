"""How well an offer and a seeker fit: by skill, place, time and pay, each with its reason. Pure."""

from collections.abc import Iterable
from datetime import time

from neighborcenter.forms.jobs.drafts import Match, Offer, Reason, Seeker
from neighborcenter.forms.jobs.kinds import (
    AFTERNOON,
    ALL_DAY,
    ANYTHING_ELSE,
    ANYWHERE,
    MORNING,
    NIGHT,
    WEEKEND,
    Point,
)

WEIGHTS = {Point.SKILL: 40, Point.PLACE: 20, Point.TIME: 20, Point.PAY: 20}
YOUNGEST = 16
"""Nobody below it may be employed (Labour Law, article 15)."""
CLOSE_PAY = 10
"""Percent by which pay may lie below what was hoped for and still be worth asking."""
_NOON, _EVENING = time(12), time(18)
_SPAN = 2
"""Signs of a place's name that must agree."""
_COMMON = ("附近", "一带", "周边", "社区", "街道")


def ranked(pairs: Iterable[tuple[Offer, Seeker]]) -> list[Match]:
    """The matches, best first; of equal ones who was registered earlier; what the law forbids last."""
    found = [match(offer, seeker) for offer, seeker in pairs]
    return sorted(
        found, key=lambda one: (one.barred, -one.points, one.seeker.day, one.seeker.id, one.offer.id)
    )


def match(offer: Offer, seeker: Seeker) -> Match:
    """One pair with its reasons."""
    reasons: tuple[Reason, ...] = (
        _skill(offer, seeker),
        _place(offer, seeker),
        _time(offer, seeker),
        _pay(offer, seeker),
    )
    points = round(sum(WEIGHTS[one.point] * one.share for one in reasons))
    barred = seeker.age is not None and seeker.age < YOUNGEST
    if barred:
        reasons = (Reason(Point.SKILL, "jobs.too_young", 0, {"age": YOUNGEST}), *reasons)
    return Match(offer, seeker, points, reasons, barred)


def _skill(offer: Offer, seeker: Seeker) -> Reason:
    if offer.trade in seeker.skills and offer.trade != ANYTHING_ELSE:
        return Reason(Point.SKILL, "jobs.skill", 1, {"trade": offer.trade})
    asked = f"{offer.trade} {offer.skill}"
    partly = next((one for one in seeker.skills if one != ANYTHING_ELSE and one in asked), "")
    if partly:
        return Reason(Point.SKILL, "jobs.skill", 0.8, {"trade": partly})
    if ANYTHING_ELSE in (offer.trade, *seeker.skills):
        return Reason(Point.SKILL, "jobs.skill_asked", 0.3, {"trade": offer.skill or offer.trade})
    return Reason(
        Point.SKILL, "jobs.skill_other", 0, {"skills": "、".join(seeker.skills), "trade": offer.trade}
    )


def _place(offer: Offer, seeker: Seeker) -> Reason:
    near = seeker.near.strip()
    if not near or any(word in near for word in ANYWHERE):
        return Reason(Point.PLACE, "jobs.anywhere", 1)
    for word in _COMMON:
        near = near.replace(word, "")
    parts = {near[at : at + _SPAN] for at in range(len(near) - _SPAN + 1)}
    if any(part in offer.place for part in parts):
        return Reason(Point.PLACE, "jobs.near", 1, {"place": offer.place})
    return Reason(Point.PLACE, "jobs.far", 0, {"near": seeker.near, "place": offer.place})


def _time(offer: Offer, seeker: Seeker) -> Reason:
    said = {"times": seeker.times}
    if seeker.times in ("", ALL_DAY):
        return Reason(Point.TIME, "jobs.any_time", 1)
    if seeker.times == WEEKEND:
        if offer.work_on is None:
            return Reason(Point.TIME, "jobs.time_asked", 0.5, said)
        weekend = offer.work_on.weekday() >= 5
        return Reason(Point.TIME, "jobs.time" if weekend else "jobs.time_other", float(weekend), said)
    if offer.from_time is None:
        return Reason(Point.TIME, "jobs.time_asked", 0.5, said)
    part = MORNING if offer.from_time < _NOON else AFTERNOON if offer.from_time < _EVENING else NIGHT
    fits = part == seeker.times
    return Reason(Point.TIME, "jobs.time" if fits else "jobs.time_other", float(fits), said)


def _pay(offer: Offer, seeker: Seeker) -> Reason:
    if not seeker.pay:
        return Reason(Point.PAY, "jobs.any_pay", 1)
    if offer.pay is None:
        return Reason(Point.PAY, "jobs.pay_asked", 0.5, {"hoped": seeker.pay})
    if offer.pay >= seeker.pay:
        return Reason(Point.PAY, "jobs.pay", 1, {"hoped": seeker.pay})
    close = (seeker.pay - offer.pay) * 100 <= seeker.pay * CLOSE_PAY
    return Reason(Point.PAY, "jobs.pay_less", 0.5 if close else 0, {"hoped": seeker.pay, "pay": offer.pay})
