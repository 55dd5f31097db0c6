from __future__ import annotations

import pytest

from corpus.errors import QuestionError
from index.numbered import Part
from qa.question import MAX_LENGTH, read_question


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("EUROPOLとの実務取決めは？", "ja"),
        ("刑事共助条約", "ja"),
        ("With which countries?", "en"),
        ("What is the ダイアログ・パートナー?", "en"),
        ("PCSC", "en"),
        ("ＰＣＳＣ協定とは", "ja"),
        ("2018?", "ja"),
        ("ﾕｰﾛﾎﾟｰﾙってなに", "ja"),
        ("𠮷𠮷", "ja"),  # rare kanji
        ("PCSC Agreement full English title", "en"),
        ("CO2 emissions per capita per year?", "en"),
        ("Average cost per patient per day in 2020?", "en"),
        ("hours worked per person per week", "en"),
        ("IT導入補助金 上限額", "ja"),
        ("WHO加盟国一覧", "ja"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert read_question(text).language == language


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("実務取決めはいつ策定された？", "date"),
        ("何人の研修員を受け入れたか", "number"),
        ("会合はどこで開催されたか", "place"),
        ("どの国との間で締結しているか", "list"),
        ("誰が出席したか", "who"),
        ("ダイアログ・パートナーとは？", "definition"),
        ("交番制度の支援の目的", "reason"),
        ("How many officers were trained in 2018?", "number"),
        ("When did the agreement enter into force?", "date"),
        ("Where was the meeting held?", "place"),
        ("With which countries does Japan have a treaty?", "list"),
        ("What does PCSC stand for?", "definition"),
        ("Why was the program launched?", "reason"),
        ("Tell me about the training", None),
        ("申請はどのように行うか", "procedure"),
        ("How do I apply for a permit?", "procedure"),
        ("警察庁は会合に出席しましたか。", "yes-no"),
        ("Did Japan attend the meeting?", "yes-no"),
        ("費用はどれぐらいか", "number"),
        ("人口はどの程度増えたか", "number"),
        ("高さは何メートルか", "number"),
        ("空家は何戸あるか", "number"),
        ("任期は何年間か", "number"),
        ("何年以内に届け出るか", "number"),
        ("何年に始まったか", "date"),
        ("何日に開かれたか", "date"),
        ("何日前までに通知するか", "number"),
        ("何食備蓄していますか", "number"),
        ("床上浸水は何棟ですか", "number"),
        ("何団体が参加したか", "number"),
        ("引っ越したらどうしたらいいですか", "procedure"),
        ("どのような場合に取り消されますか", "procedure"),
        ("座長は何と言いましたか", None),
        ("違いは何ですか", None),
        ("何でも利用できますか", "yes-no"),
        ("何か条件がありますか", "yes-no"),
        ("What is the average age?", "number"),
        ("What is the maximum fine?", "number"),
        ("What is the largest grant?", None),
        ("韓国とは条約がありますか", "yes-no"),
        ("EUROPOLとは、どのような組織か", "definition"),
        ("What is the main purpose of the plan?", "reason"),
        ("What is the deadline for applications?", "date"),
        ("What is the number of officers?", "number"),
        ("What is the ASEANAPOL conference?", "definition"),
        ("Who must be told when a permit expires?", "who"),
        ("When a permit expires, who must be told?", "who"),
        ("Must it be paid when it expires?", "yes-no"),
        ("Who signed it and when?", "date"),
        ("Can you tell me when it was signed?", "date"),
        ("When, if ever, did it end?", "date"),
        ("いつでも借りられますか", "yes-no"),
        ("いつもらえますか", "date"),
    ],
)
def test_kind_of_answer(text: str, kind: str | None) -> None:
    assert read_question(text).kind == kind


def test_names_and_dates_are_read() -> None:
    question = read_question("平成30年にEUROPOLがオランダで策定した取決めの場所は？")
    assert question.exact == ("EUROPOL",)
    assert set(question.names) == {"オランダ", "策定", "取決"}
    assert [d.year for d in question.dates] == [2018]
    english = read_question("How many people did JICA send in December 2018?")
    assert english.exact == ("JICA",)
    assert [(d.year, d.month) for d in english.dates] == [(2018, 12)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("第3回検討会はいつ", ("検討会",)),
        ("財産は何年間処分できませんか", ("財産", "処分")),
        ("食料を何食備蓄していますか", ("食料", "備蓄")),
        ("アザラシは何匹確認されましたか", ("アザラシ", "確認")),
        ("苗木を何本植えましたか", ("苗木",)),
        ("第13条第2項の手数料は", ("手数料",)),
        ("デジタル化補助金の締切は", ("デジタル", "補助金", "締切")),
        ("来訪者が一番多いのは", ("来訪者",)),
        ("3人世帯の割合は", ("世帯", "割合")),
    ],
)
def test_no_name_begins_inside_a_word(text: str, names: tuple[str, ...]) -> None:
    assert read_question(text).names == names


def test_a_long_row_of_courtesies_is_soon_read() -> None:
    assert read_question("よろしくお願いします" * 150 + "か").text


@pytest.mark.parametrize(
    "text",
    [
        "これはテストですか",
        "Who made the plan?",
        "No smoking areas",
        "助けてくれる機関はどこですか",
    ],
)
def test_what_only_begins_like_small_talk_is_asked(text: str) -> None:
    assert read_question(text).text == text


def test_words_of_asking_are_not_terms() -> None:
    assert "which" not in read_question("Which countries?").terms


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \t\n\u3000", "empty"),
        ("\x00\x1b\x7f", "empty"),
        ("あ" * (MAX_LENGTH + 1), "too-long"),
        ("🙂🙂", "no-words"),
        ("？！…", "no-words"),
        ("\ud800", "no-words"),
        ("유로폴과의 실무 약정은 언제 체결되었습니까?", "other-language"),
        ("Когда было подписано соглашение?", "other-language"),
        ("متى تم توقيع الاتفاق؟", "other-language"),
        ("こんにちは", "small-talk"),
        ("ありがとうございました。", "small-talk"),
        ("Hello there!", "small-talk"),
        ("何ができますか", "small-talk"),
        ("お願いします", "small-talk"),
        ("わかりません", "small-talk"),
        ("はい、お願いします。", "small-talk"),
        ("ありがとうございました！助かりました", "small-talk"),
        ("どんな文書がありますか", "small-talk"),
        ("どんな質問ができますか", "small-talk"),
        ("what documents do you have?", "small-talk"),
        ("Who made you?", "small-talk"),
        ("What can I ask?", "small-talk"),
        ("Thank you, that helps.", "small-talk"),
        ("I see", "small-talk"),
        ("Bonjour, quels pays ont un traité d'extradition avec le Japon ?", "other-language"),
        ("¿Con qué países tiene el Japón un tratado?", "other-language"),
        ("Mit welchen Ländern hat das Land und von wem einen Vertrag?", "other-language"),
    ],
)
def test_what_cannot_be_asked_says_why(text: str, reason: str) -> None:
    with pytest.raises(QuestionError) as caught:
        read_question(text)
    assert caught.value.reason == reason
    assert str(caught.value).endswith(".")


def test_control_characters_do_not_matter() -> None:
    assert read_question("協定\x00は\u202eいつ\n発効？").text == "協定 は いつ 発効？"


def test_ordinals_are_numbers_in_both_languages() -> None:
    assert read_question("Where was the 38th meeting held?").exact == ("38",)
    assert read_question("第38回会合の開催地は？").exact == ("38",)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("When was 警察庁とEUROPOLの実務取決め signed?", ("EUROPOL",)),
        ("WHERE WAS THE 38TH ASEANAPOL CONFERENCE HELD?", ("38",)),
        ("What does the WHO do?", ("WHO",)),
        ("WHOの支援は？", ("WHO",)),
        ("europolとは？", ("europol",)),
        ("PCSC", ("PCSC",)),
        ("IT導入補助金 上限額", ("IT",)),
        ("WHO加盟国一覧", ("WHO",)),
    ],
)
def test_ordinary_english_words_are_no_names(text: str, exact: tuple[str, ...]) -> None:
    assert read_question(text).exact == exact


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Did IWAYA Takeshi meet the delegation of ASEAN?", ("ASEAN",)),
        ("What did Captain TANAKA say to Ken'ichirō SUZUKI?", ()),
        ("Are HATTORI, Shunpei and Mr. ITCHI members?", ()),
        ("Is NATO Secretary General coming to the JICA office?", ("NATO", "JICA")),
        ("Does NATO Japan agree? Did TEPCO Takeshi?", ("NATO", "TEPCO")),
        ("Does the President of NATO speak?", ("NATO",)),
    ],
)
def test_a_surname_in_capitals_is_no_acronym(text: str, exact: tuple[str, ...]) -> None:
    question = read_question(text)
    assert question.exact == exact
    assert "IWAYA" not in text or "IWAYA" in question.words


def test_the_calendar_asked_for_is_no_name() -> None:
    assert read_question("給食センターは西暦何年に建てられたか").names == ("給食", "センター")


def test_an_unknown_number_is_no_number() -> None:
    for text in ("何千人が参加したか", "何百人か", "何十人が来たか"):
        assert read_question(text).written_out == () and read_question(text).counted is not None


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("注1のダイアログ・パートナーとは？", "1"),
        ("注３には何とありますか", "3"),
        ("脚注2", "2"),
        ("What does note 2 say?", "2"),
        ("What does the note below the table say?", ""),
        ("注では協定をどう説明していますか", ""),
        ("表の注", ""),
        ("注意すべき点は？", None),
        ("注目される取組は？", None),
        ("公共工事の発注は？", None),
        ("受注3件の内容は？", None),
        ("力が注がれた分野は？", None),
        ("How many counterfeit bank notes were seized?", None),
        ("What did the Exchange of Notes with Brunei concern?", None),
    ],
)
def test_a_note_that_is_asked_for(text: str, note: str | None) -> None:
    part = read_question(text).part
    assert (part and (part.kind, part.number)) == (None if note is None else ("note", note))


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("注2には何と書いてありますか", True),
        ("What does footnote 2 say?", True),
        ("EUROPOL（注３）との実務取決めはいつ策定された？", False),
        ("延べ宿泊者数(注3)は令和5年に何人泊ですか", False),
        ("How many incidents did rescue units respond to (note 2)?", False),
    ],
)
def test_a_note_mark_in_a_question_asks_for_no_note(text: str, alone: bool) -> None:
    part = read_question(text).part
    assert part is not None and part.alone is alone


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("第16条は何を定めていますか", Part("article", "16")),
        ("第十六条の二の内容を教えてください", Part("article", "16の2")),
        ("第１３条第２項には何とありますか", Part("article", "13", 2)),
        ("この条例の第2条（定義）には何と書いてある？", Part("article", "2")),
        ("空家等対策条例第16条の内容は？", Part("article", "16", work="空家等対策条例")),
        ("潮見市の空家等対策条例の第16条は", Part("article", "16", work="空家等対策条例")),
        ("条例第13条", Part("article", "13")),
        ("What does Article 16 say?", Part("article", "16")),
        ("What is set out in Article 13(2) of the ordinance?", Part("article", "13", 2)),
        ("Explain paragraph 2 of Article 13.", Part("article", "13", 2)),
        ("第2条第1項第3号", Part("article", "2", 1, item=3)),
        ("第三条の二第二号は何ですか", Part("article", "3の2", item=2)),
        ("What does Article 7-2 say?", Part("article", "7の2")),
        ("What does Article 7 bis say?", Part("article", "7bis")),
        ("Article 4, paragraph (2)", Part("article", "4", 2)),
        ("paragraph (2) of Article 4 of the Act", Part("article", "4", 2)),
        ("What does Article 2, paragraph 2, item (iii) provide?", Part("article", "2", 2, item=3)),
        ("What does Article 5(2)(b) of the agreement say?", Part("article", "5", 2, item=2)),
        ("What does Article XIV of the treaty say?", Part("article", "14")),
        ("What does Art. 3 say?", Part("article", "3")),
        (
            "What does Article 9 of the Constitution say?",
            Part("article", "9", work="Constitution"),
        ),
        # of these the answer may stand elsewhere
        ("第12条の命令に違反した者の過料はいくら？", None),
        ("第16条はいつから施行されますか", None),
        ("第13条の公表の期間は？", None),
        ("What is the fine for violating an order under Article 12?", None),
        ("3箇条の誓いとは？", None),
        ("第2条第2号に規定する暴力団員とは", None),
        ("第5条第2号ただし書の額", None),
        ("What did the article I read say?", None),
        ("What does Article 3 of the Treaty of Rome say?", None),
        ("Which Article 5 countries are there?", None),
    ],
)
def test_an_article_that_is_asked_for(text: str, part: Part | None) -> None:
    assert read_question(text).part == part


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("会議の様子を写した写真", True),
        ("Is there a photo?", True),
        ("図表Ⅰ-1-3は何を示すか", True),
        ("図-1は何か", True),
        ("流れを示すのはどの図？", True),
        ("組織図から何が分かるか", True),
        ("What does figure 3 show?", True),
        ("会議", False),
        ("図書館の利用者数は？", False),
        ("連携を図る分野は？", False),
        ("意図は何か", False),
        ("What was the figure for 2018?", False),
    ],
)
def test_a_picture_that_is_asked_for(text: str, asks: bool) -> None:
    assert read_question(text).asks_picture == asks


@pytest.mark.parametrize(
    ("text", "written_out", "names"),
    [
        ("職員二百九十人を派遣した国は？", (("二百九十人", 290),), ("職員", "派遣")),
        ("1,250人が参加した訓練は？", (("1,250人", 1250),), ("参加", "訓練")),
        ("一万二千人を超えた町は？", (("一万二千人", 12_000),), ()),
        ("第五次戦略の三つの柱は？", (("五次", 5), ("三つ", 3)), ("戦略",)),
        ("Which project cost 1.2 million yen?", (("1.2 million", 1_200_000),), ()),
        ("平成三十年に290人を派遣した国は？", (), ("派遣",)),
        ("三重県の一部で、一人暮らしの支援は？", (), ("三重県", "一部", "一人暮", "支援")),
    ],
)
def test_numbers_are_told_from_names(
    text: str, written_out: tuple[tuple[str, int], ...], names: tuple[str, ...]
) -> None:
    question = read_question(text)
    assert question.written_out == written_out
    assert set(names) <= set(question.names)
    assert not any(written in name for written, _ in written_out for name in question.names)


def test_the_terms_of_a_number_are_the_same_however_it_is_written() -> None:
    one, other = (read_question(f"{n}が参加した訓練は？") for n in ("二百九十人", "290人"))
    assert one.terms == other.terms and "290" in one.terms
    assert "12000" in read_question("Where did 12,000 people live?").terms


@pytest.mark.parametrize("text", ["誰が作りましたか", "どのようなことができますか", "使い方は"])
def test_what_asks_of_the_question_before_is_no_small_talk(text: str) -> None:
    assert read_question(text, follows=True).text == text
    with pytest.raises(QuestionError):
        read_question("ありがとうございます", follows=True)
