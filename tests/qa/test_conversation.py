"""What a follow-up leaves out comes from the question before, visibly, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from qa.conversation import readings


@pytest.mark.parametrize(
    ("before", "text", "understood"),
    [
        ("中国との協議はいつ開かれた？", "ベトナムは？", "ベトナムとの協議はいつ開かれた？"),
        ("中国との協議はいつ開かれた？", "では韓国とは？", "韓国との協議はいつ開かれた？"),
        ("平成30年の研修員は何人？", "平成29年は？", "平成29年の研修員は何人？"),
        ("平成30年の研修員は何人？", "では2017年は？", "2017年の研修員は何人？"),
        ("第38回の会合はどこで開かれた？", "第37回は？", "第37回の会合はどこで開かれた？"),
        ("PCSC協定はいつ署名された？", "では、いつ発効した？", "PCSC協定は、いつ発効した？"),
        ("PCSC協定はいつ署名された？", "いつ発効した？", "PCSC協定は、いつ発効した？"),
        (
            "ASEAN警察長官会合はどこで開かれましたか。",
            "その会議には誰が出席した？",
            "その会議（ASEAN警察長官会合）には誰が出席した？",
        ),
        (
            "When was the PCSC Agreement signed?",
            "When did it enter into force?",
            "When did it (PCSC Agreement) enter into force?",
        ),
        ("How many trainees came in 2018?", "And in 2017?", "How many trainees came in 2017?"),
        (
            "When did the talks with China take place?",
            "What about Vietnam?",
            "When did the talks with Vietnam take place?",
        ),
        ("Where was the 38th meeting held?", "Who attended?", "Who attended (38th meeting)?"),
        (
            "Since when has Japan supported police reform in Indonesia?",
            "And what does it do there?",
            "What does it (police reform) do there?",
        ),
        ("会議室の使用料はいくら？", "では、体育館は？", "会議室の使用料はいくら（体育館）？"),
        # another name in the place of the only one, or what the thing asked of has
        ("What is EUROPOL?", "And ICPO?", "What is ICPO?"),
        ("EUROPOLとは何ですか", "ではICPOは？", "ICPOとは何ですか"),
        ("PCSC協定はいつ署名された？", "では発効日は？", "PCSC協定の発効日は？"),
        ("PCSC協定はいつ署名された？", "目的は？", "PCSC協定の目的は？"),
        ("会議室の使用料はいくら？", "定員は？", "会議室の定員は？"),
        ("ASEANAPOL総会はどこで開かれた？", "議題は何？", "ASEANAPOL総会の議題は何？"),
        (
            "When was the PCSC Agreement signed?",
            "And the purpose?",
            "The purpose of PCSC Agreement?",
        ),
        (
            "Where was the 38th meeting held?",
            "The main agenda?",
            "The main agenda of 38th meeting?",
        ),
        (
            "Who signed the treaty with Nauru?",
            "And the members?",
            "The members of treaty with Nauru?",
        ),
        ("ASEANAPOL総会はどこで開かれた？", "誰が出席した？", "ASEANAPOL総会は、誰が出席した？"),
        # numbered parts
        ("注1には何とありますか", "では注2は？", "注2には何とありますか"),
        ("第5条第1項には何がある？", "では第2項は？", "第5条第2項には何がある？"),
        ("第5条には何がある？", "では第2項は？", "第5条第2項には何がある？"),
        ("第5条第1項には何がある？", "第6条は？", "第6条には何がある？"),
        ("What does Article 3 say?", "And Article 4?", "What does Article 4 say?"),
        ("Where was the 31st meeting held?", "The 38th?", "Where was the 38th meeting held?"),
        ("第38回の会合はどこで開かれた？", "第37回会合は？", "第37回の会合はどこで開かれた？"),
        # short and relative years
        ("平成30年の研修員は何人？", "平成29は？", "平成29年の研修員は何人？"),
        ("平成30年の研修員は何人？", "29年は？", "2017年の研修員は何人？"),
        ("平成30年の研修員は何人？", "2017は？", "2017年の研修員は何人？"),
        ("平成30年の研修員は何人？", "前年は？", "2017年の研修員は何人？"),
        ("平成30年度の研修員は何人？", "では、その翌年度は？", "2019年度の研修員は何人？"),
        ("平成30年9月の研修員は何人？", "11月は？", "2018年11月の研修員は何人？"),
        (
            "How many trainees came in 2018?",
            "And the year before?",
            "How many trainees came in 2017?",
        ),
        # what is said of the answer before
        (
            "PCSC協定はいつ署名された？",
            "なるほど。では、いつ発効した？",
            "PCSC協定は、いつ発効した？",
        ),
        ("What does Article 3 say?", "OK, and Article 4?", "What does Article 4 say?"),
        # a topic is whole, and no verb is in it
        (
            "立入調査を拒むことはできますか",
            "罰則はありますか",
            "立入調査を拒むことの罰則はありますか",
        ),
        (
            "補助金を申請することができますか",
            "いつですか？",
            "補助金を申請することは、いつですか？",
        ),
        (
            "県立海洋館の改修工事",
            "それはいつ終わった？",
            "それ（県立海洋館の改修工事）はいつ終わった？",
        ),
        (
            "県立海洋館の改修工事を教えてください",
            "いつですか？",
            "県立海洋館の改修工事は、いつですか？",
        ),
        (
            "Who completed the storm tank?",
            "When did it open?",
            "When did it (storm tank) open?",
        ),
        (
            "When will the Trust build a visitor centre?",
            "Where is it?",
            "Where is it (visitor centre)?",
        ),
        ("Who succeeded Joan Farrar?", "When did he start?", "When did he (Joan Farrar) start?"),
        ("When did the council move?", "Why did it do so?", "Why did it (council) do so?"),
        (
            "When did the meeting of ministers take place?",
            "Who attended it?",
            "Who attended it (meeting of ministers)?",
        ),
        # what it has, a case of it, and more of it
        ("地域生活支援給付金とは何ですか", "連絡先は？", "地域生活支援給付金の連絡先は？"),
        ("補助金はいくらですか", "電話番号は？", "補助金の電話番号は？"),
        ("補助金はいくらですか", "締切は？", "補助金の締切は？"),
        ("補助金はいくらですか", "問い合わせ先は？", "補助金の問い合わせ先は？"),
        ("補助金はいくらですか", "要件は？", "補助金の要件は？"),
        ("講習はいつですか", "持ち物は？", "講習の持ち物は？"),
        (
            "給付金はいくらですか",
            "児童がいる場合は？",
            "給付金はいくらですか（児童がいる場合）？",
        ),
        (
            "補助率はいくらですか",
            "小規模事業者の場合は？",
            "補助率はいくらですか（小規模事業者の場合）？",
        ),
        ("国の負担割合は？", "離島なら？", "国の負担割合は（離島なら）？"),
        ("国の負担割合は？", "市町村は？", "市町村の負担割合は？"),
        ("市の責務は何か", "では国は？", "国の責務は何か"),
        ("会合では何が議論されましたか", "他には？", "会合では何が議論されましたか"),
        ("会合では何が議論されましたか", "もっと詳しく", "会合では何が議論されましたか"),
        ("What did the meeting discuss?", "Anything else?", "What did the meeting discuss?"),
        # a name of several words, and two years that are one
        (
            "How many incidents were there in Tarn Bay?",
            "What about Colsay?",
            "How many incidents were there in Colsay?",
        ),
        ("What was the income in 2022-23?", "And in 2021-22?", "What was the income in 2021-22?"),
        ("補助金の制度とは？", "その上限はいくらですか", "その上限（補助金の制度）はいくらですか"),
        ("What did the Trust remove?", "When?", "When (Trust remove)?"),
        (
            "When was Ruth Calloway reappointed?",
            "For how long?",
            "For how long (Ruth Calloway reappointed)?",
        ),
    ],
)
def test_what_is_left_out_is_taken_over(
    before: str, text: str, understood: str, encoder: Encoder
) -> None:
    def similarities(some: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        cosines: NDArray[np.float32] = (
            encoder.encode_questions(some) @ encoder.encode_questions(others).T
        )
        return cosines

    assert readings(text, before, similarities)[0] == understood


@pytest.mark.parametrize(
    "text",
    [
        "犯罪人引渡条約を結んでいる国はどこ？",
        "EUROPOLとの取決めはいつ策定された？",
        "注3には何と書いてある？",
        "避難指示の発令者は？",
        "今日の天気は？",
        "Why is it difficult to arrest criminals who flee abroad?",
        "How long does it take to get a passport?",
        "Which countries does EUROPOL cooperate with?",
        "How many officers were sent to the Philippines in 2018?",
    ],
)
def test_a_whole_question_stands_for_itself(text: str, library: Library) -> None:
    before = "How many trainees were accepted in 2018?"
    assert readings(text, before, library.similarities) == [text]
    assert answer(text, library, before=before).understood is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("お疲れ様です。国際緊急援助隊とは何ですか。", "国際緊急援助隊とは何ですか。"),
        ("注1とは何ですか？よろしくお願いします。", "注1とは何ですか？"),
        ("Hello, what is EUROPOL?", "what is EUROPOL?"),
        ("What is EUROPOL? Thank you very much.", "What is EUROPOL?"),
        ("疲れた人は休めますか？", "疲れた人は休めますか？"),
    ],
)
def test_courtesies_are_no_part_of_the_question(text: str, asked: str, library: Library) -> None:
    assert readings(text, None, library.similarities) == [asked]


def test_without_a_question_before_nothing_is_taken_over(library: Library) -> None:
    assert readings("では、いつ発効した？", None, library.similarities) == ["では、いつ発効した？"]
    assert answer("いつ発効した？", library).understood is None


def test_a_follow_up_is_answered_as_the_whole_question_would_be(library: Library) -> None:
    whole = answer("PCSC協定は、いつ発効した？", library)
    follow_up = answer("では、いつ発効した？", library, before="PCSC協定はいつ署名された？")
    assert follow_up.question == "では、いつ発効した？"
    assert follow_up.understood == "PCSC協定は、いつ発効した？"
    assert follow_up.quotes == whole.quotes and "平成31年1月に発効" in whole.quotes[0].text


@pytest.mark.parametrize(
    "text",
    [
        "Which agency is the one that handles cyber attacks?",
        "How many countries do the ICPO and its members cover?",
        "災害対策本部とその本部長は誰か",
    ],
)
def test_what_points_into_the_same_question_may_stand_for_itself(
    text: str, library: Library
) -> None:
    assert text in readings(text, "When was the extradition treaty signed?", library.similarities)


@pytest.mark.parametrize(
    "text",
    [
        "What year did it enter into force?",
        "How many people attended it?",
        "何人がその会議に出席した？",
        "平成31年にその条約は発効した？",
    ],
)
def test_what_is_asked_for_is_nothing_to_point_at(text: str, library: Library) -> None:
    (understood,) = readings(text, "When was the PCSC Agreement signed?", library.similarities)
    assert "PCSC Agreement" in understood


@pytest.mark.parametrize(
    "text",
    [
        "それとも大阪ですか",
        "その他関係機関との連携は何があるか",
        "その際必要な書類は何がありますか",
    ],
)
def test_words_that_only_look_as_if_they_pointed(text: str, library: Library) -> None:
    assert readings(text, "条約はいつ署名された？", library.similarities)[-1] == text


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("では、国際緊急援助隊について教えてください", "平成30年の研修員は何人？"),
        ("Also list the countries with an extradition treaty.", "Where was the 38th meeting held?"),
        ("So tell me about EUROPOL.", "Where was the 38th meeting held?"),
        ("And ICPO?", "What is EUROPOL?"),
        ("では発効日は？", "PCSC協定はいつ署名された？"),
        ("この条例はいつ施行された？", "PCSC協定はいつ署名された？"),
        ("When was this ordinance published?", "When was the PCSC Agreement signed?"),
    ],
)
def test_what_may_stand_for_itself_is_asked_as_it_is_too(
    text: str, before: str, library: Library
) -> None:
    completed, alone = readings(text, before, library.similarities)
    assert alone == text and completed != text


def test_a_request_after_another_question_is_answered_by_itself(library: Library) -> None:
    given = answer("So tell me about EUROPOL.", library, before="Where was the 38th meeting held?")
    assert given.understood is None and given.quotes[0].passage.label == "注3"


def test_a_name_takes_the_place_of_a_whole_word() -> None:
    def similarities(some: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[float(other == "警察") for other in others] for _ in some], np.float32)

    (understood, _) = readings("消防は？", "警察庁と警察の違いは何か。", similarities)
    assert understood == "警察庁と消防の違いは何か。"


def test_a_courtesy_left_out_is_no_other_understanding(library: Library) -> None:
    given = answer("こんにちは、国際緊急援助隊とは何ですか。", library)
    assert given.understood is None and given.quotes


def test_a_name_alone_is_asked_both_ways_and_the_surer_one_counts(library: Library) -> None:
    given = answer("JICA", library, before="EUROPOLとは何ですか。")
    assert given.understood is None or "JICA" in given.understood
