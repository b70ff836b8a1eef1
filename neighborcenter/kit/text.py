"""Everything the house does to the text of a person — names, phones, ID numbers — behind one door."""

from neighborcenter.kit.fold import fold, has_han, is_han, neat
from neighborcenter.kit.idnumber import IdKind, IdNumber, check_id_number, mask_id
from neighborcenter.kit.malformed import Malformed
from neighborcenter.kit.names import COMPOUND_SURNAMES, mask_name, surname_of
from neighborcenter.kit.phone import Phone, PhoneKind, check_phone, mask_phone
from neighborcenter.kit.pinyin import number_keys, pinyin_keys, search_keys_for_person, sort_key

__all__ = [
    "COMPOUND_SURNAMES",
    "IdKind",
    "IdNumber",
    "Malformed",
    "Phone",
    "PhoneKind",
    "check_id_number",
    "check_phone",
    "fold",
    "has_han",
    "is_han",
    "mask_id",
    "mask_name",
    "mask_phone",
    "neat",
    "number_keys",
    "pinyin_keys",
    "search_keys_for_person",
    "sort_key",
    "surname_of",
]
