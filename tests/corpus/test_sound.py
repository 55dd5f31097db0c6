"""Names that are heard: in another script, in another spelling, with a kanji mistaken."""

from __future__ import annotations

import pytest

from corpus.sound import in_kanji, in_katakana, in_latin, in_other_kanji, is_romaji, sound


@pytest.mark.parametrize(
    "spellings",
    [
        ("Tōkyō", "Tokyo", "Toukyou", "トウキョウ", "とうきょう"),
        ("Ōtani", "Otani", "Ohtani", "オオタニ"),
        ("Shimbashi", "Shinbashi", "シンバシ"),
        ("Nippon", "ニッポン"),
        ("Kyoto", "キョート"),
    ],
)
def test_one_sound_has_many_spellings(spellings: tuple[str, ...]) -> None:
    assert len(set(map(sound, spellings))) == 1


@pytest.mark.parametrize(
    ("heard", "text", "written"),
    [
        ("Kasumigaseki", "東京都千代田区霞が関に置く。", "霞が関"),
        ("nihombashi", "中央区日本橋の橋", "日本橋"),
        ("Hikari Koen", "緑公園とひかり公園", "ひかり公園"),
        ("toosawa", "遠沢ダムの水位", "遠沢"),
        ("Hokkaidō", "北海道の産業", "北海道"),
        ("nicchū", "日中の協議", "日中"),
        ("takushoku", "拓殖事業", "拓殖"),
        ("シホンブ", "市は、市本部を置く。", "市本部"),
        ("キョウギカイ", "町に協議会を置く。", "協議会"),
        ("torishimari", "違反の取締りを行う。", "取締"),
    ],
)
def test_kanji_are_read_one_by_one(heard: str, text: str, written: str) -> None:
    assert in_kanji(heard, ["別の文。", text]) == written


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        ("センター", "選択の方法"),  # たく is clipped before another consonant only
        ("Shiomi", "潮の満ち干"),
        ("アジア", "味のある"),  # too short to mean anything
        ("register", "登録簿"),
        ("Hirano", "平野ではなく、平らな土地"[3:]),
        ("", "文"),
    ],
)
def test_what_sounds_otherwise_is_not_heard(heard: str, text: str) -> None:
    assert in_kanji(heard, [text]) is None


def test_what_ends_a_word_is_meant_rather_than_its_beginning() -> None:
    texts = ["警察長官は、警察長官と会談した。", "警察庁は発表した。", "警察庁の職員"]
    assert in_kanji("keisatsucho", texts) == "警察庁"


@pytest.mark.parametrize(
    ("heard", "text", "written"),
    [
        ("アセアナポール", "the 38th ASEANAPOL Conference", "ASEANAPOL"),
        ("ホワイトヘブン", "a beach at White Haven in May", "White Haven"),
        ("ライフガード", "Eighty lifeguards were employed; a lifeguard may", "lifeguard"),
        ("ブリッジフォード", "the University of Bridgeford", "Bridgeford"),
        ("スミス", "Dr Smith and Ms Jones", "Smith"),
        ("キャンペーン", "a national campaign", "campaign"),
        ("データ", "the data", None),  # two consonants are too few
        ("モデル", "a modern ship", None),
    ],
)
def test_katakana_is_heard_in_latin_letters(heard: str, text: str, written: str | None) -> None:
    assert in_latin(heard, ["Nothing here.", text]) == written
    if written is not None and written.istitle():
        assert in_katakana(written, [f"これは{heard}である。"]) == heard


def test_the_word_that_is_most_like_it_is_meant() -> None:
    assert in_latin("メリン", ["a marine station", "the Merrin tank"]) == "Merrin"


@pytest.mark.parametrize(
    ("written", "text", "meant"),
    [
        ("ウィルス", "ウイルスの検査", "ウイルス"),
        ("コンピューター", "コンピュータを置く", "コンピュータ"),
        ("ヴァイオリン", "バイオリンの教室", "バイオリン"),
        ("センター", "サンタの家", None),
    ],
)
def test_another_spelling_in_katakana(written: str, text: str, meant: str | None) -> None:
    assert in_katakana(written, [text]) == meant


@pytest.mark.parametrize(
    ("written", "text", "meant"),
    [
        ("国祭緊急援助隊", "国際緊急援助隊を派遣した。", "国際緊急援助隊"),
        ("宿泊車数", "延べ宿泊者数は412万人", "宿泊者数"),
        ("床下浸水", "床上浸水412棟", None),  # another kanji with another sound
        ("市立高等学校", "私立高等学校", None),  # other words
        ("保健事業", "保険事業", None),
        ("渡辺賢一", "渡辺健一", None),  # another person
        ("西山小学校", "西川小学校", None),  # another place
        ("大西市役所", "大城市役所", None),
        ("対象車", "対象者", None),  # as short as this, both may be words
        ("日中警察競技", "第11回日中警察協議を開催した", "日中警察協議"),  # a word of another
        ("刑事教助条訳", "刑事共助条約", None),  # one slip, not two
        ("国祭緊急援助対", "国際緊急援助隊", None),
        ("警察競技", "警察協議", None),  # half of it: may be another thing
        ("刑事共助条約", "刑事共助条約", None),  # none
    ],
)
def test_a_kanji_or_a_word_may_be_mistaken(written: str, text: str, meant: str | None) -> None:
    assert in_other_kanji(written, [text]) == meant


def test_long_words_are_told_at_once() -> None:
    assert not is_romaji("ha" * 5000 + "s") and not is_romaji("nya" * 5000 + "q")


def test_romaji_is_told_from_english() -> None:
    assert all(map(is_romaji, ("Unohara", "keisatsusho", "kōdō", "Jun'ichi", "Nicchu", "Shimpo")))
    assert not any(map(is_romaji, ("register", "people", "Lyon", "the", "cat")))
