"""Believable residents for training and screenshots. Nobody in them exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.people.kinds import IdKind, Sex


def _split(words: str) -> list[str]:
    return words.split()


COMMUNITIES = ("桂花里", "刺桐苑", "安海新村")
SURNAMES = _split(
    "陈 林 黄 张 吴 李 王 郑 蔡 刘 许 庄 苏 杨 洪 郭 曾 谢 叶 赖 邱 施 颜 柯 卢 翁 傅 单 解 区 仇 尉迟 欧阳 上官"
)
# The first dozen surnames of southern Fujian are most of the people.
_WEIGHTS = [
    int(each) for each in _split("30 24 16 14 12 11 10 9 9 7 7 6 6 5 5 4 4 4 4 3 3 3 2 2 2 2 2 1 1 1 1 1 1 1")
]
_OLD_WOMEN = _split("桂兰 秀英 阿妹 丽华 美珠 玉珍 淑贞 月娥 金花 秀琴 碧霞 宝珠 淑华 素梅 惠珍 春燕")
_OLD_MEN = _split("建国 志明 国强 文彬 清水 天赐 永福 德发 金水 世荣 水木 振兴 国栋 庆丰 长庚 景山")
_WOMEN = _split("晓燕 丽娟 雅婷 淑芬 慧玲 敏 洁 欣怡 思颖 佳琪 雪梅 晓雯 婉婷 玥 嫚 璟雯")
_MEN = _split("志强 伟杰 俊 明辉 少华 文杰 宏伟 嘉豪 子轩 泽宇 喆 燊 堃 建军 鸿飞 䶮")
_GIRLS = _split("雨桐 梓涵 诗涵 可馨 一诺 若汐 语彤 艺晨")
_BOYS = _split("浩然 宇航 梓睿 俊熙 奕辰 铭轩 柏霖 沐阳")
_NOTES = ("右耳听力弱，面对面慢说", "用轮椅，安排一楼", "讲闽南话", "低血糖，备糖", "视力差，表格代读")
_CHECK = "10X98765432"
_FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A resident to be registered and the care tags to give."""

    draft: ResidentDraft
    tags: tuple[str, ...]


def id_number(rng: Random, birth: date, sex: Sex) -> str:
    """A number that passes GB 11643's check; the serials 9xx keep it apart from numbers in use."""
    serial = 900 + rng.randrange(50) * 2 + (1 if sex is Sex.MALE else 0)
    body = f"350582{birth:%Y%m%d}{serial:03d}"
    total = sum(int(digit) * factor for digit, factor in zip(body, _FACTORS, strict=True))
    return body + _CHECK[total % 11]


def residents(rng: Random, count: int, today: date) -> Iterator[DemoPerson]:
    """`count` residents, flat by flat; one household shares community, building and door."""
    yield DemoPerson(
        ResidentDraft(
            name="王桂兰",
            phone="13805950427",
            sex=Sex.FEMALE,
            birth_date=date(1948, 4, 12),
            id_kind=IdKind.RESIDENT_CARD,
            id_number=id_number(rng, date(1948, 4, 12), Sex.FEMALE),
            community="桂花里",
            building="5",
            door="302",
            alert="右耳听力弱，面对面慢说；女儿王敏可代办",
        ),
        ("独居", "高龄"),
    )
    made, flat = 1, 0
    used: set[str] = {"13805950427"}
    while made < count:
        community = COMMUNITIES[flat % len(COMMUNITIES)]
        building, door = str(1 + flat // 3 % 18), f"{1 + flat // 54 % 7}0{1 + flat // 378 % 4}"
        for draft, tags in _household(rng, today, used):
            if made < count:
                made += 1
                yield DemoPerson(_at(draft, community, building, door), tags)
        flat += 1


def _at(draft: ResidentDraft, community: str, building: str, door: str) -> ResidentDraft:
    values = {name: getattr(draft, name) for name in draft.__slots__}
    return ResidentDraft(**{**values, "community": community, "building": building, "door": door})


def _household(rng: Random, today: date, used: set[str]) -> Iterator[tuple[ResidentDraft, tuple[str, ...]]]:
    kind = rng.choices(("old", "old pair", "family", "young"), (2, 3, 7, 3))[0]
    surname = rng.choices(SURNAMES, _WEIGHTS)[0]
    if kind in ("old", "old pair"):
        yield _person(rng, today, used, surname, 60, 92, tags=("独居",) if kind == "old" else ())
    if kind == "old pair":
        yield _person(rng, today, used, rng.choices(SURNAMES, _WEIGHTS)[0], 58, 88)
    if kind == "young":
        yield _person(rng, today, used, surname, 19, 32)
    if kind == "family":
        father = _person(rng, today, used, surname, 28, 52, sex=Sex.MALE)
        yield father
        yield _person(rng, today, used, rng.choices(SURNAMES, _WEIGHTS)[0], 27, 50, sex=Sex.FEMALE)
        for _child in range(rng.choice((0, 1, 1, 2))):
            yield _person(rng, today, used, surname, 3, 17, guardian=father[0])


def _person(
    rng: Random,
    today: date,
    used: set[str],
    surname: str,
    youngest: int,
    oldest: int,
    *,
    sex: Sex | None = None,
    tags: tuple[str, ...] = (),
    guardian: ResidentDraft | None = None,
) -> tuple[ResidentDraft, tuple[str, ...]]:
    age = rng.randint(youngest, oldest)
    sex = sex or rng.choice((Sex.FEMALE, Sex.MALE))
    birth = today - timedelta(days=int(age * 365.2425) + rng.randrange(360))
    if age >= 58:
        given = rng.choice(_OLD_WOMEN if sex is Sex.FEMALE else _OLD_MEN)
    elif age >= 18:
        given = rng.choice(_WOMEN if sex is Sex.FEMALE else _MEN)
    else:
        given = rng.choice(_GIRLS if sex is Sex.FEMALE else _BOYS)
    if age >= 80:
        tags = (*tags, "高龄")
    if age >= 20 and rng.random() < 0.05:
        tags = (*tags, rng.choice(("残疾", "低保", "退役军人")))
    with_card = rng.random() < 0.7
    return (
        ResidentDraft(
            name=surname + given,
            phone=_phone(rng, used) if age >= 12 and rng.random() < 0.95 else "",
            sex=sex,
            birth_date=birth,
            id_kind=IdKind.RESIDENT_CARD if with_card else IdKind.NONE,
            id_number=id_number(rng, birth, sex) if with_card else "",
            alert=rng.choice(_NOTES) if age >= 70 and rng.random() < 0.12 else "",
            guardian_name=guardian.name if guardian is not None else "",
            guardian_phone=(guardian.phone or "13505950000") if guardian is not None else "",
        ),
        tags,
    )


def _phone(rng: Random, used: set[str]) -> str:
    while True:
        number = (
            rng.choice(("138", "139", "136", "158", "159", "186", "189", "199"))
            + f"{rng.randrange(10**8):08d}"
        )
        if number not in used:
            used.add(number)
            return number
