"""Polite clauses in the plain form."""

import pytest

from corpus.document import document
from corpus.structure import passages
from qa import draft_japanese
from qa.plain_form import plain_form


@pytest.mark.parametrize(
    ("polite", "plain"),
    [
        ("収集は、週2回です。", "収集は、週2回である。"),
        ("回収量は、1,250トンでした。", "回収量は、1,250トンであった。"),
        ("北側に設置しています。", "北側に設置している。"),
        ("分館が開設されました。", "分館が開設された。"),
        ("届け出なければなりません。", "届け出なければならない。"),
        ("展示する施設をいいます。", "展示する施設をいう。"),
        ("相談を行い、窓口を開きました。", "相談を行い、窓口を開いた。"),
        ("会長は、部長が務めます。", "会長は、部長が務める。"),
        ("届出はありませんでした。", "届出はありませんでした。"),
        ("本を買います。", "本を買います。"),  # 居ます would be 居る
        ("ますの養殖場です。", "ますの養殖場である。"),
        ("市は、計画を策定した。", "市は、計画を策定した。"),
    ],
)
def test_polite_ends_are_made_plain(polite: str, plain: str) -> None:
    assert plain_form(polite) == plain


def test_questions_are_made_of_polite_sentences_too() -> None:
    polite = document(
        "手引",
        "リサイクルプラザの分館は、市役所の北側にあります。\n"
        "令和4年10月1日に、リサイクルプラザの分館が開設されました。\n"
        "事業系ごみの搬入量は、景気の回復のため、増加しました。\n",
        "",
    )
    made = [draft.question for draft in draft_japanese.drafts(passages(polite))]
    assert "リサイクルプラザの分館はいつ開設されましたか？" in made
    assert "事業系ごみの搬入量はなぜ増加したのですか？" in made
