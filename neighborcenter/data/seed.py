"""What a new center starts with: hours, holidays, the nine modules of 1+6+X, example services; rooms on demand."""

from dataclasses import replace

from neighborcenter.catalog import service as catalog
from neighborcenter.center import queries as center_queries
from neighborcenter.center import seed_files
from neighborcenter.center import service as center
from neighborcenter.center.drafts import HoursDraft, RoomDraft, SiteDraft
from neighborcenter.center.seed_files import SeedRoom
from neighborcenter.kit.work import Work
from neighborcenter.modules import queries as module_queries
from neighborcenter.modules import service as modules
from neighborcenter.modules.drafts import HandoverDraft, ModuleDraft, PlacesDraft
from neighborcenter.modules.templates import starting_modules

# Which of the example rooms a starting module uses.
_HOMES: dict[str, tuple[str, ...]] = {
    "party": ("council", "hall"),
    "elderly": ("painting", "dance"),
    "childcare": ("family",),
    "health": ("health",),
    "meals": ("canteen",),
    "leisure": ("hall", "painting", "dance"),
    "affairs": ("council",),
    "veterans": ("council",),
}
# Who runs the modules of the example center, and who is in charge.
_OPERATORS: dict[str, tuple[str, str]] = {
    "party": ("社区党总支", "周敏"),
    "elderly": ("居家养老服务中心", "蔡秀英"),
    "childcare": ("社区妇联", "林晓红"),
    "health": ("镇卫生院家医团队", "陈志强"),
    "meals": ("邻里食堂运营公司", "洪美玲"),
    "leisure": ("老年协会", "吴国栋"),
    "affairs": ("社区居委会", "沈洁"),
    "veterans": ("退役军人服务站", "马俊"),
    "silk-road": ("外商服务中心", "黄晓燕"),
}
_NUMBERS = {"one": "1", "six": "6", "x": "X"}


def seed_center(work: Work) -> None:
    """Give a center just founded its hours, holidays, modules and example services.

    Everything in it is an ordinary record that staff may change; services wait to be confirmed locally.
    """
    work.require("center.found")
    if not center_queries.sites(work):
        center.add_site(work, SiteDraft("主楼"))
    own = seed_files.place().hours[""]
    center.set_hours(work, HoursDraft(own))
    center.import_holidays(work, seed_files.holidays(), "随程序附带")
    homes: dict[str, int] = {}
    for module in starting_modules():
        homes[module.key] = modules.set_up_module(
            work,
            ModuleDraft(
                name=module.name,
                number=_NUMBERS[module.kind],
                name_en=module.name_en,
                description=module.description,
                color=module.color,
                key=module.key,
            ),
        )
    catalog.adopt_examples(work, homes)
    work.record("center.seed", "center", work.center_id, modules=len(homes))


def seed_rooms(work: Work) -> dict[str, int]:
    """Add the rooms of the example center with their own hours, and say which modules use them and who runs those.

    Returns room ids by key. For the demo center; a real one enters its own rooms.
    """
    work.require("center.found")
    known = center_queries.sites(work)
    site_id = known[0].id if known else center.add_site(work, SiteDraft("主楼"))
    place = seed_files.place()
    made: dict[str, int] = {}
    for room in place.rooms:
        made[room.key] = center.open_room(work, _room_draft(room, site_id))
        if room.parts:
            parts = center.divide_room(
                work, made[room.key], tuple(_room_draft(p, site_id) for p in room.parts)
            )
            made |= dict(zip((p.key for p in room.parts), parts, strict=True))
    for key, spans in place.hours.items():
        if key:
            own = tuple(replace(span, room_id=made[key]) for span in spans)
            center.set_hours(work, HoursDraft(own, made[key]))
    for module_key, room_keys in _HOMES.items():
        module_id = module_queries.module_by_key(work, module_key)
        if module_id is not None:
            modules.assign_places(work, module_id, PlacesDraft(tuple(made[key] for key in room_keys)))
    for module_key, (operator, lead) in _OPERATORS.items():
        module_id = module_queries.module_by_key(work, module_key)
        if module_id is not None:
            handover = HandoverDraft(operator, work.clock.today(), lead_name=lead)
            modules.hand_over_operator(work, module_id, handover)
    return made


def _room_draft(room: SeedRoom, site_id: int) -> RoomDraft:
    return RoomDraft(
        room.name,
        site_id,
        capacity=room.seats,
        floor=room.floor,
        accessible=room.lift,
        equipment=room.equipment,
    )
