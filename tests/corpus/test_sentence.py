"""Sentence spans: where a sentence ends, and where it only seems to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentence import ends_sentence, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


CASES = [
    # Japanese
    ["協定に署名した。", "翌年に発効した。"],
    ["本当か？", "はい！", "そうだ。"],
    ["えっ！？", "そう。。。", "次。"],
    ["彼は「行く。すぐ行く。」と述べた。", "以上。"],
    ["会合（第38回。ブルネイで開催。）に出席した。", "次。"],
    ["『「中。」の中。』である。", "次。"],
    ["（注は次のとおり。", "閉じていない。"],
    ["閉じすぎた。）", "次。"],
    ["幅の違う括弧（中。)は一組。", "次。"],
    ["開催された。（注1）", "次。"],
    ["開催された。[^1]", "次。"],
    ["参加した（注1）。", "次。"],
    ["参加した｡", "次｡"],
    ["Yahoo!ニュースを見た。", "次。"],
    ["率は3.5％で、前年の2．8％を上回る。", "次。"],
    ["句点の代わりに使う．", "次の文．"],
    ["改行\nをまたぐ文。", "次。"],
    ["「一つ目。」", "\n「二つ目。」"],
    ["URLはhttps://example.jp/a?b=cである。", "次。"],
    ["人口は減少した．", "2019年には増加した．", "２０２０年には減少した．"],
    ["平成．30年の値である。", "次。"],
    ["ア．避難所の開設は、市長が行う。", "次。"],
    ["一．目的は、次のとおり。", "二．次に定める。"],
    ["（注）１．内閣府調べ。", "２．　速報値。"],
    ["（注）1. 数値は年度。", "次。"],
    ["図１．　人口の推移"],
    ["問1. 何ですか。", "表１　人口。"],
    ["人口は減少した。（図表１－２）", "一方、高齢者は増加した。（図表１－３）"],
    [
        "1.26である。（出典：厚生労働省）",
        "対策を要する。（再掲）",
        "次。（第５条関係）",
        "終わり。",
    ],
    ["終わった。", "（参考）次は例である。"],
    # a star that begins a remark, and one that is a mark
    ["入場料は300円です。", "※65歳以上は無料です。"],
    ["定員は30人です。", "※１人１回限りです。"],
    ["受付は午前９時からです。", "※要予約"],
    ["無料です。", "*1日3回まで。", "＊３歳以上に限ります。"],
    ["開催された。※１", "\n参加した。※2※3", "\n終了した。＊4", "\n終わり。※"],
    ["開催された。（※1）", "次に参加した。（※）", "終わり。"],
    ["It rose.※1", "The board met.*2", "It left."],
    # ？ and ！ that do not end it
    ["なぜ減ったのか？という質問があった。", "目標は何か？について議論した。"],
    [
        "いいね！の数。",
        "何をすべきか？は難しい。",
        "なぜ今か？とは問わない。",
        "えっ！？と驚いた。",
    ],
    ["どう守るのか？を問う。", "「ＡＩ？」も含む。", "だれか？などと聞く。", "行け!と言う。"],
    ["Yahoo! JAPANに掲載した。", "また、Yahoo! JAPANを見た。", "次。"],
    ["本当か？", "はい。", "なぜか？", "もちろん、知らない。", "頑張れ！", "とても楽しい。"],
    # English
    ["It ended.", "It began."],
    ["Mr. Ito met Dr. Sato.", "They agreed."],
    ["It closes at 5 p.m.", "Please call.", "It opens at 9 a.m. Monday to Friday.", "It is free."],
    ["He lives in the U.S.", "He works in Washington, D.C.", "The talks failed."],
    ["The U.S. Government moved to 10 Downing St.", "The office is open.", "St. Ives is far."],
    ['"Is it?" she asked.', '"No!" he said.', '"Why?"', "Nobody knew."],
    ["Table 1. Offences by type"],
    ["Step 1. Fill in the form.", "See Table 1.", "The rest is known."],
    ["See No. 5 and Art. 9 of vol. 2.", "It is short."],
    ["The U.S. Government signed.", "Japan did too."],
    ["The rate was 3.5 percent.", "It rose."],
    ["Some, e.g. the police, i.e. officers, agreed.", "Others did not."],
    ["J. F. Smith spoke.", "He left."],
    ["He was trained in 2018.", "She was trained in 2019."],
    ["On Dec. 9 it began.", "It ended."],
    ["Is it so?", "Yes!", "Good."],
    ["He said “Stop. Now.” and left.", "She stayed."],
    ["He said “Stop.”", "Then he left."],
    ['He said "stop."', "Then he left."],
    ["(See Annex 1.)", "The rest follows."],
    ["It ended [see below.] here.", "Next."],
    ["Wait... for it.", "Then go."],
    ["1. The first item is short.", "It has two sentences."],
    ["II. Overview of the report.", "Next."],
    ["A line\nthat goes on.", "Next."],
    # marks of notes behind the stop
    ["It cost £5 million.[1]", "It began in 2018.[2]", "The Board runs it.[3][4]", "It grew."],
    ["The cost rose.¹", "The Board met.²³", "It left.¹²", "So it was."],
    ["The Minister agreed.12", "The Council (of 2018) did not.13", "It left."],
    ["Costs rose.*", "The board met.†", "It left."],
    ["It **must be paid.**", "Then it ends."],
    ["He said “Stop.”[1]", "Then he said “Go.”2", "She left."],
    ["(It rose.[2])", "Then it fell."],
    ["終わった。[1]", "次。¹", "その次。"],
    # what looks like one
    ["It grew by 5 million.", "[2018] EWCA 5 says so."],
    ["See p. 3 and No.5 The Mall, s.12 The Act.", "Next."],
    ["It was adopted by ECE/TRANS/WP.29 World Forum for Harmonization.", "It ended."],
    ["In A/HRC/4/21/Add.13 General Assembly agreed.", "It went to Room.5 The Mall.", "It ended."],
    ["It runs on Windows NT.4 The server does too.", "It ended."],
    ["Table.3 Costs of the Board", "\n\nNext."],
    ["**1.** The first item.", "Next."],
    ["終わった。", "**重要**である。"],
    ["The rate of 3.5 Per cent rose.", "It fell."],
    # abbreviations
    ["In Smith v. Jones it was so.", "Next."],
    ["See Pub. L. 116-283, Ch. II and App. A of the Act.", "Next."],
    ["Under Exec. Order No. 13,526 and 85 Fed. Reg. 12345, it ended.", "Next."],
    ["See s. 4, reg. 6(1) and Sch. 2.", "It is so."],
    ["Quote ref. no. AB/12 in it.", "Next."],
    ["Adm. Stone saw Mt. Fuji.", "Next."],
    ["Ibid. The Act says so.", "Next."],
    ["See 5 C.F.R. pt. 2635.", "H. Rept. 116-5 was filed.", "So was H. Res. 5.", "He is a Doc."],
    ["It went to the pub.", "It is 5 ft.", "It took 3 min.", "It emits 5 Mt.", "The end."],
    ["Show your ID.", "The answer is no.", "A new law came.", "It met on 5 Dec.", "I left."],
    ["It was made by Acme Inc.", "The firm is old."],
    ["It is run by the Council for the Arts.", "A grant was made.", "It pays for Art.", "I agree."],
    ["Install the App.", "A code is sent.", "See App. A and Art. I of it.", "It ended."],
    ["The vote was no.", "G7 members agreed.", "See No. G7 and no. A-5 of it.", "It ended."],
    ["The policy . . . is wrong.", "Next."],
    [
        "See app. II of it, Cm. 9234, and HC Deb. 3 May.",
        "Use the app.",
        "I will.",
        "It is 5 cm.",
        "20.",
    ],
    ["(b) 2024 c. 11.", "It amends 1984 c. 27; so it is.", "It was built c. 1850.", "End."],
    [
        "He took vitamin c.",
        "5 people came.",
        "In class c.",
        "1,200 did.",
        "See Fig. 2c.",
        "20 left.",
    ],
    # what is said in brackets of the sentence before
    [
        "It should act. (Recommendation 1)",
        "It should pay. (see table 3)",
        "Will it? (Recommendation 2)",
    ],
    ["He said “Stop.” (Emphasis added)", "Then he left.", "It rose (see table 3).", "It fell."],
    ["It met. (Recommendation\n2)", "They agreed.", "(Interruption.)", "It ended."],
    [
        "She met Mr. (now Sir) Jones.",
        "(2019) Sales fell.",
        "(Unless so ordered) it pays.",
        "(A) One.",
        "(iv) Next. (No, no)",
    ],
    # but not what is said of the next one
    ["Enter your name.", "(Optional) Enter your number.", "(Paper only) Sign it."],
    ["The limit is 18.", "(Exception) Students may be 16.", "(Under 5) Free.", "(Applause) End."],
    ["What is the fee?", "(Chairman) It is £20. (Source: the Board)", "He left. (Online only)"],
    ["Open the app.", "A and B are shown. (Q 12)", "He took vitamin c.", "2018 was good."],
    ["They agreed.", "\n(Delegation)\nArticle 4 The rest follows."],
    # items that run in
    ["(a) The Board shall meet.", "(b) The Chair shall preside.", "(ii) the rest follows."],
    ["See para. (b) The rest follows.", "Next."],
    ["It has approx. (as of 2018) five.", "Next."],
    # both
    ["ASEAN (Association of Southeast Asian Nations. Est. 1967.)の会合。", "次。"],
    ["It is called 白書.", "It is published yearly."],
]


@pytest.mark.parametrize("expected", CASES, ids=lambda case: case[0][:20])
def test_split(expected: list[str]) -> None:
    between = "" if any(ord(char) > 0x2FFF for char in expected[-1]) else " "
    assert split(between.join(expected)) == [each.strip() for each in expected]


def test_table_rows_are_apart() -> None:
    assert split("| 国名 | 年 |\n|---|---|\n| 米国。 | 1980 |") == [
        "| 国名 | 年 |",
        "|---|---|",
        "| 米国。 | 1980 |",
    ]


def test_a_row_is_one_sentence() -> None:
    """Of a comparison of the old text and the new, a part does not say which it is from."""
    rows = [
        "| 手数料は、200円とする。ただし、市長は、減免する。 | 手数料は、100円とする。 |",
        "| Labor | The plan was late. No cost was given. |",
    ]
    assert split("\n".join(rows)) == rows
    assert split("\r\n".join(rows)) == rows


def test_a_long_row_is_divided_into_its_cells() -> None:
    new, old = "| " + "料金は、200円とする。" * 30, "| " + "料金は、100円とする。" * 30
    assert split(f"|  {new} {old} | － |  |") == [f"|  {new}", f"{old} | － |  |"]
    assert split(f"{new} \\| 甲。 |  |") == split(new + " \\| 甲。 |  |")


def test_a_frame_around_text_is_divided_as_text() -> None:
    assert split("| 窓口は2階です。次の方は1階です。 |") == [
        "| 窓口は2階です。",
        "次の方は1階です。 |",
    ]


def test_a_bar_below_text_is_no_table() -> None:
    assert split("縦棒は\n|x|と書く。") == ["縦棒は\n|x|と書く。"]


def test_only_the_range_is_looked_at() -> None:
    text = "（あ。い。）う。え。"
    assert [text[a:b] for a, b in sentences(text, 1, 5)] == ["あ。", "い。"]
    assert sentences(text, 4, 4) == []


@pytest.mark.parametrize(
    "line",
    [
        *["終わった。", "「終わった。」", "終わった。（注1）", "It ended.)", "何か？"],
        *["It ended.[12]", "It ended.¹", "(It ended.[1])", "**It ended.**", "終わった。(注1)[1]"],
    ],
)
def test_ends_sentence(line: str) -> None:
    assert ends_sentence(line)


@pytest.mark.parametrize(
    "line",
    ["研修員の受入れ", "会合（注1）", "様子(写真提供:JICA)", "3.5", "", "Costs[1]", "**料金**"],
)
def test_does_not_end_sentence(line: str) -> None:
    assert not ends_sentence(line)


PIECES = st.sampled_from(
    [
        *"。！？!?.．「」『』（）()“”[]【】\"'\n\r\t 　|\u2028\f※",
        *[
            "\n\n",
            "あ",
            "本文",
            "word ",
            "Mr.",
            "U.S.",
            "3.5",
            "1.",
            "\n| a |",
            "（注1）",
            "[^1]",
            "[1]",
            "**",
            "12 A",
            "𠮷",
        ],
        *["e\u0301", "\u200b"],
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
def test_sentences_cover_the_text(text: str) -> None:
    position = 0
    for start, end in sentences(text):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@given(st.text(alphabet="あ。（）「」 \n.A", max_size=60), st.data())
def test_sentences_of_a_range_stay_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = sentences(text, start, end)
    assert found == [(start + a, start + b) for a, b in sentences(text[start:end])]
