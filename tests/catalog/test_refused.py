"""Proofs a community must not issue are recognized in people's own words, and nothing else is."""

import pytest

from neighborcenter.catalog.examples import example_services
from neighborcenter.catalog.refused import recognize_refused, refused_proofs
from neighborcenter.kit import i18n


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("开个无犯罪证明", "no-crime"),
        ("无犯罪记录证明", "no-crime"),
        ("孩子考公务员，政审要盖章开个证明", "no-crime"),
        ("亲属关系证明", "kinship"),
        ("要证明我和我爸是父子关系", "kinship"),
        ("开一张同一人证明，名字以前写错了", "identity"),
        ("改民族要社区开变更户口的证明", "register-change"),
        ("养狗要开个证明", "dog"),
        ("社区戒毒的证明", "drug-rehab"),
        ("人走丢了，下落不明，开个证明", "missing"),
        ("单身证明", "marital"),
        ("贷款要未再婚证明", "marital"),
        ("补出生证明", "birth"),
        ("老人还活着，要开健在证明", "alive"),
        ("老人去世了要开死亡证明", "death"),
        ("生病证明", "illness"),
        ("开残疾证明", "disability"),
        ("未婚未育证明", "childbearing"),
        ("社区开个无业证明", "employment"),
        ("档案丢了要开证明", "personal-file"),
        ("小孩上学要无房证明", "property"),
        ("唯一继承人证明", "inheritance"),
        ("办营业执照要开经营场所证明", "premises"),
        ("户口本丢了，要遗失证明", "lost-papers"),
    ],
)
def test_a_wording_is_recognized(asked, key):
    found = recognize_refused(asked)
    assert found is not None
    assert found.key == key


def test_each_of_the_twenty_is_recognized_by_its_own_name():
    assert {recognize_refused(p.name).key for p in refused_proofs()} == {p.key for p in refused_proofs()}


def test_spaces_and_width_do_not_hide_a_wording():
    assert recognize_refused("无 犯 罪　记录 的 证明").key == "no-crime"


def test_no_other_service_of_the_catalog_is_taken_for_a_refused_proof():
    wrong = {
        s.name: found.key
        for s in example_services()
        if not s.refused and (found := recognize_refused(s.name)) is not None
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "asked",
    [
        "量血压",
        "打印社保缴交证明",
        "办居住证",
        "身份证办理",
        "残疾人证办理",
        "党组织关系转接",
        "开收入证明",
        "",
    ],
)
def test_what_may_be_done_is_not_refused(asked):
    assert recognize_refused(asked) is None


def test_every_refusal_says_where_to_go_in_both_languages():
    assert len(refused_proofs()) == 20
    for proof in refused_proofs():
        assert all((proof.say, proof.where, proof.bring, proof.say_en, proof.where_en, proof.bring_en))
        assert "您" not in proof.say + proof.where + proof.bring
        assert proof.where.endswith("。")


def test_the_words_follow_the_language_in_use():
    proof = refused_proofs()[0]
    before = i18n.language()
    try:
        i18n.set_language("en")
        assert proof.shown()[0] == "Proof of kinship"
        i18n.set_language("zh_CN")
        assert proof.shown()[0] == "亲属关系证明"
    finally:
        i18n.set_language(before)
