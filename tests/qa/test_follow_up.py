"""What a follow-up leaves out comes from the question before, visibly, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from qa.follow_up.interpret import interpretations


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
            "How much is the berth fee for vessels under 10 metres?",
            "And for vessels of 10 metres or more?",
            "How much is the berth fee for vessels of 10 metres or more?",
        ),
        (
            "How much is the berth fee for vessels under 10 metres?",
            "10 metres or more?",
            "How much is the berth fee for vessels of 10 metres or more?",
        ),
        ("総務委員会はいつ開かれた？", "その数は？", "その数（総務委員会）は？"),
        ("令和5年度の来室者は何人？", "2月は？", "2024年2月の来室者は何人？"),
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
        ("令和6年1月の利用者は何人ですか", "前月は？", "2023年12月の利用者は何人ですか"),
        (
            "How many visitors came in January 2023?",
            "And the month before?",
            "How many visitors came in December 2022?",
        ),
        ("令和6年の利用者は何人ですか", "10年前は？", "2014年の利用者は何人ですか"),
        (
            "How many trainees came in 2018?",
            "And ten years earlier?",
            "How many trainees came in 2008?",
        ),
        (
            "How many trainees came in 2018?",
            "And in the 1990s?",
            "How many trainees came in the 1990s?",
        ),
        # a time that is told by no date is none of that before
        ("How many trainees came in 2018?", "And before that?", "And before that?"),
        ("平成30年の研修員は何人？", "その後は？", "その後は？"),
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
        # another number in the place of that of the same kind, with what both say around it
        ("84円切手は何枚不一致だったか", "94円切手は？", "94円切手は何枚不一致だったか"),
        (
            "45リットル袋の手数料はいくらですか",
            "10リットルは？",
            "10リットル袋の手数料はいくらですか",
        ),
        (
            "45リットル袋の手数料はいくらですか",
            "30リットル袋は？",
            "30リットル袋の手数料はいくらですか",
        ),
        ("45リットルの袋の手数料は？", "30リットル袋は？", "30リットルの袋の手数料は？"),
        ("1人世帯の支給額は？", "2人世帯は？", "2人世帯の支給額は？"),
        ("1人世帯の支給額は？", "夫婦世帯は？", "夫婦世帯の支給額は？"),
        ("50万円以上の契約の手続は？", "100万円以上は？", "100万円以上の契約の手続は？"),
        ("65歳以上の人の割合は？", "60歳以下は？", "60歳以下の人の割合は？"),
        ("65歳以上の人の割合は？", "では75歳以上の男性は？", "75歳以上の男性の割合は？"),
        ("１回目の接種はいつですか", "２回目は？", "２回目の接種はいつですか"),
        ("警戒レベル４では何をしますか", "レベル３は？", "警戒レベル３では何をしますか"),
        ("警戒レベル４では何をしますか", "避難指示は？", "避難指示では何をしますか"),
        ("３％の場合の税額は？", "５％の場合は？", "５％の場合の税額は？"),
        ("３％の税額は？", "５％の場合は？", "５％の税額は？"),
        ("４級の受験料は？", "５級は？", "５級の受験料は？"),
        ("第1子の手当額は？", "第2子は？", "第2子の手当額は？"),
        ("Ａ棟の面積は？", "Ｂ棟は？", "Ｂ棟の面積は？"),
        ("4Gの基地局数は？", "5Gは？", "5Gの基地局数は？"),
        ("令和4年の1年目の補助率は？", "2年目は？", "令和4年の2年目の補助率は？"),
        (
            "Did DHS agree with recommendation 2?",
            "And recommendation 3?",
            "Did DHS agree with recommendation 3?",
        ),
        (
            "Did DHS agree with recommendations 2 and 3?",
            "And recommendation 4?",
            "Did DHS agree with recommendation 4?",
        ),
        ("What is Category I?", "And Category II?", "What is Category II?"),
        ("What does Annex A list?", "And Annex B?", "What does Annex B list?"),
        ("Where were 15 officers sent?", "And 20 officers?", "Where were 20 officers sent?"),
        # another date, and another name with it
        (
            "What was the rate in Tokyo in 2023?",
            "And in Osaka in 2022?",
            "What was the rate in Osaka in 2022?",
        ),
        (
            "What was the rate for men in 2020?",
            "And for women in 2021?",
            "What was the rate for women in 2021?",
        ),
        (
            "What was the rate for men in 2020?",
            "And the figures for 2021?",
            "What was the rate for men in 2021?",
        ),
        ("平成30年の東京の検挙件数は？", "では大阪の令和元年は？", "令和元年の大阪の検挙件数は？"),
        ("平成30年の検挙件数は？", "では令和元年の状況は？", "令和元年の検挙件数は？"),
        ("令和4年度末の収入未済額は？", "令和5年度末は？", "令和5年度末の収入未済額は？"),
        ("令和4年以前の件数は？", "令和5年以降は？", "令和5年以降の件数は？"),
        ("令和6年度上半期の件数は？", "下半期は？", "令和6年度下半期の件数は？"),
        (
            "What was growth in Q1 2024?",
            "And in the second quarter of 2024?",
            "What was growth in the second quarter of 2024?",
        ),
        (
            "How many homes were flooded on Boxing Day 2015?",
            "And in February 2020?",
            "How many homes were flooded on Boxing Day 2015 (February 2020)?",
        ),
        # a range is one date
        (
            "How much was spent in fiscal years 2022 through 2025?",
            "And in 2021?",
            "How much was spent in FY2021?",
        ),
        ("How many came from 2020 to 2022?", "And in 2018?", "How many came in 2018?"),
        (
            "How many came between 2020 and 2022?",
            "And from 2015 to 2018?",
            "How many came from 2015 to 2018?",
        ),
        (
            "How many came in 2018?",
            "And between 2020 and 2022?",
            "How many came between 2020 and 2022?",
        ),
        ("平成28年から30年までの件数は？", "平成25年は？", "平成25年の件数は？"),
        (
            "How many homes were flooded on Boxing Day 2015?",
            "And in the summer of 2022?",
            "How many homes were flooded on Boxing Day 2015 (summer of 2022)?",
        ),
        ("平成28年から30年までの件数は？", "前年は？", "2015年の件数は？"),
        ("平成28年から30年までの件数は？", "平成25年から27年は？", "平成25年から27年の件数は？"),
        ("令和6年1月から3月までの件数は？", "4月から6月は？", "2024年4月から6月の件数は？"),
        ("平成28年から30年までの件数は？", "27年からは？", "2015年から2018年までの件数は？"),
        ("令和2年から令和6年の件数は？", "令和4年までは？", "令和2年から令和4年の件数は？"),
        ("令和4年と令和5年の件数は？", "令和6年からは？", "令和6年の件数は？"),
        ("How many came from 2020 to 2022?", "From 2018?", "How many came from 2018 to 2022?"),
        # a year told by another, and a month of the year asked about
        ("How many came in 2018?", "In the previous year?", "How many came in 2017?"),
        ("How many came in 2018?", "The following year?", "How many came in 2019?"),
        ("What was the rate in March 2023?", "And in April?", "What was the rate in April 2023?"),
        ("What was the rate in Tokyo 2023?", "And Osaka?", "What was the rate in Osaka 2023?"),
        (
            "What does the 2023 report say of floods?",
            "And in April?",
            "What does the 2023 report say of floods (April)?",
        ),
        # what begins a follow-up stands within the question
        (
            "How many came in 2018?",
            "Between 2020 and 2022?",
            "How many came between 2020 and 2022?",
        ),
        ("Who is the mayor?", "The deputy mayor?", "Who is the deputy mayor?"),
        (
            "What is the fee for a residential permit?",
            "Commercial?",
            "What is the fee for a Commercial permit?",
        ),
        (
            "What is the fee in the Northern Zone?",
            "Southern Zone?",
            "What is the fee in the Southern Zone?",
        ),
        # one side of a number is not the other
        ("What is the fee for those over 65?", "Over 70?", "What is the fee for those over 70?"),
        (
            "What is the fee for those over 65?",
            "And under 65?",
            "What is the fee for those over 65 (under 65)?",
        ),
        # a case and a day of the week are asked of the question before
        (
            "住民票の写しの手数料は？",
            "郵送の場合は？",
            "住民票の写しの手数料は（郵送の場合）？",
        ),
        ("図書館の開館時間は何時まで？", "日曜日は？", "図書館の開館時間は何時まで（日曜日）？"),
        ("窓口は何時まで開いていますか", "土日は？", "窓口は何時まで開いていますか（土日）？"),
        ("平日と土曜日の開館時間は？", "日曜日は？", "日曜日の開館時間は？"),
        ("図書館の開館時間は？", "定休日は？", "図書館の定休日は？"),
        # a phrase in the place of that of the same preposition, one thing in that of another
        (
            "How was the vote on the settlement?",
            "and on the complaint?",
            "How was the vote on the complaint?",
        ),
        (
            "What is the penalty for destroying records?",
            "And for misusing the title?",
            "What is the penalty for misusing the title?",
        ),
        (
            "How much does a card cost for people in the town?",
            "And for people outside the town?",
            "How much does a card cost for people outside the town?",
        ),
        (
            "How much does a card cost for residents of the town?",
            "And for people outside the town?",
            "How much does a card cost for people outside the town?",
        ),
        (
            "Who is the head of the office of statistics?",
            "And of the board?",
            "Who is the head of the office of statistics (board)?",
        ),
        (
            "How many voted for the bill?",
            "And against the bill?",
            "How many voted for the bill (against the bill)?",
        ),
        ('What is an "offence"?', 'And "customs laws"?', 'What is "customs laws"?'),
        ("What is an archivist?", "And a hire scheme?", "What is a hire scheme?"),
        ('What does "hirer" mean?', 'And "permit"?', 'What does "permit" mean?'),
        ("What is the deadline?", "And the fee?", "What is the fee?"),
        # an attribute of what has the one asked for, not of that one itself
        ("What is the purpose of the ordinance?", "And the fee?", "The fee of ordinance?"),
        (
            "What is the purpose of the ordinance?",
            "What about the fee?",
            "The fee of ordinance?",
        ),
        ("What are the opening hours of the park?", "And the fee?", "The fee of park?"),
        (
            "What is the fee for the park?",
            "And the opening hours?",
            "The opening hours for park?",
        ),
        (
            "What is the fee for using the park?",
            "And the exemptions?",
            "The exemptions for using park?",
        ),
        (
            "What is the budget for 2025?",
            "And the number of visitors?",
            "The number of visitors for 2025?",
        ),
        ("How much is the fee?", "And the opening hours?", "And the opening hours?"),
        ("2025年の予算は？", "来場者数は？", "2025年の来場者数は？"),
        # but another of its kind, and the same of another thing, which may be unlike the first
        ("How much is the fee?", "And the adult fee?", "How much is the adult fee?"),
        (
            "What is the fee for the park?",
            "And the adult fee?",
            "What is the adult fee for the park?",
        ),
        (
            "What is the number of visitors?",
            "And the number of residents?",
            "What is the number of residents?",
        ),
        (
            "What is the penalty for a company?",
            "And the director?",
            "What is the penalty for the director?",
        ),
        (
            "What is the purpose of the ordinance?",
            "And the swimming pool?",
            "What is the purpose of the swimming pool?",
        ),
        (
            "What is the budget for the park?",
            "And the change from the previous year?",
            "What is the budget for the park (change from the previous year)?",
        ),
        (
            "What is the monthly child allowance for under 3?",
            "And for 3 and over?",
            "What is the monthly child allowance for 3 and over?",
        ),
        ('What is an "offence"?', "And over 65?", 'What is an "offence" (over 65)?'),
        ("3年以上の者の割合は？", "では2017年は？", "3年以上の者の割合は（2017年）？"),
        ("1か月以上の滞納はどうなりますか", "3か月以上は？", "3か月以上の滞納はどうなりますか"),
        (
            "What is the council doing?",
            "And the observatory?",
            "What is the council doing (observatory)?",
        ),
        (
            "How many officers were sent to the Philippines in 2018?",
            "And to Kenya?",
            "How many officers were sent to Kenya in 2018?",
        ),
        ("オンライン申請の利用率は？", "窓口申請は？", "窓口申請の利用率は？"),
        ("子ども料金はいくらですか", "大人料金は？", "大人料金はいくらですか"),
        ("中国との条約の発効日は？", "では韓国の発効日は？", "韓国との条約の発効日は？"),
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

    assert interpretations(text, before, similarities)[0] == understood


@pytest.mark.parametrize(
    ("before", "text", "understood"),
    [
        # it is a noun as it stands
        ("月額いくら支払いますか", "いつ決まりましたか", "月額は、いつ決まりましたか"),
        ("誰が給付金を決めましたか", "いつ始まりましたか", "給付金は、いつ始まりましたか"),
        ("どの都道府県で選挙がありましたか", "いつですか", "選挙は、いつですか"),
        ("何人が会議に出席しましたか", "いつですか", "会議は、いつですか"),
        ("いつ申請できますか", "どこで？", "申請は、どこで？"),
        ("どうすれば補助を受けられますか", "いつまで？", "補助は、いつまで？"),
        ("補助を受けるにはどうすればよいですか", "いつまで？", "補助は、いつまで？"),
        (
            "警戒レベル４では何をしますか",
            "誰が決めますか",
            "警戒レベル４は、誰が決めますか",
        ),
        (
            "改修工事が延期されたのはいつですか",
            "それはなぜですか",
            "それ（改修工事）はなぜですか",
        ),
        ("日曜日の開館時間は", "土曜日は？", "土曜日の開館時間は"),
        # what one thing has, of it or of another
        (
            "オンライン申請の利用率の目標値は？",
            "中間値は？",
            "オンライン申請の利用率の中間値は？",
        ),
        (
            "オンライン申請の利用率の目標値は？",
            "担当課は？",
            "オンライン申請の利用率の担当課は？",
        ),
        ("照会先はどこですか", "メールアドレスは？", "照会先のメールアドレスは？"),
        ("子どもの入館料はいくらですか", "大人は？", "大人の入館料はいくらですか"),
        ("法人の上限額はいくらですか", "個人は？", "個人の上限額はいくらですか"),
        ("市民課の電話番号は？", "福祉課は？", "福祉課の電話番号は？"),
        # English asks how long, and speaks of something else
        (
            "How long does the authority have to decide?",
            "What if it refuses?",
            "What if it (authority) refuses?",
        ),
        ("How old must a hirer be?", "Can it be lower?", "Can it (hirer) be lower?"),
        ("How large is the budget?", "Who decides it?", "Who decides it (budget)?"),
        (
            "Who is the chief executive of Clearline?",
            "What happened to him?",
            "What happened to him (chief executive of Clearline)?",
        ),
        (
            "When did Foreign Minister Iwaya meet his Estorian counterpart?",
            "Where did they meet?",
            "Where did they (Foreign Minister Iwaya) meet?",
        ),
        ("What happened on 3 May 2024?", "Who attended?", "Who attended (3 May 2024)?"),
        ("What does Annex A list?", "When was it set?", "When was it (Annex A) set?"),
        # else nothing is said to be understood
        ("１世帯当たりいくら支給されますか", "いつ振り込まれますか", None),
        ("一人当たり何円支給されますか", "いつ振り込まれますか", None),
        ("一世帯につきいくらもらえますか", "いつ届きますか", None),
        ("開札はいつですか", "英語で教えて", None),
        ("会議室の使用料はいくら？", "夜間は？", None),
        ("What happened on 3 May 2024?", "What was his name?", None),
        ("令和5年は何人ですか", "では令和6年は何人ですか", None),
        ("施行日はいつ", "目的は？", None),
        ("What is the fee for applicants over 65?", "Under 65?", None),
        ("What is the fee for adults aged 65 or over?", "Under 18?", None),
        ("What was the rate in March 2023?", "In Osaka?", None),
        ("令和2年から令和6年までの件数は？", "令和7年からは？", None),
        ("10人の会議で5人が欠席した場合は？", "20人は？", None),
        ("大阪府の人口は？", "では東京都の面積は？", None),
        ("3歳児の保育料はいくらですか", "では4歳児クラスの定員は？", None),
        ("How long does it take?", "And how much is it?", None),
        ("How much was spent between 2020 and 2022?", "Who paid it?", None),
    ],
)
def test_what_is_spoken_of_is_a_sound_phrase_or_nothing(
    before: str, text: str, understood: str | None, library: Library
) -> None:
    found = interpretations(text, before, library.similarities)
    assert found[0] == understood if understood else found == [text]


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
    assert interpretations(text, before, library.similarities) == [text]
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
    assert interpretations(text, None, library.similarities) == [asked]


def test_without_a_question_before_nothing_is_taken_over(library: Library) -> None:
    assert interpretations("では、いつ発効した？", None, library.similarities) == [
        "では、いつ発効した？"
    ]
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
    assert text in interpretations(
        text, "When was the extradition treaty signed?", library.similarities
    )


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
    (understood,) = interpretations(
        text, "When was the PCSC Agreement signed?", library.similarities
    )
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
    assert interpretations(text, "条約はいつ署名された？", library.similarities)[-1] == text


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("では、国際緊急援助隊について教えてください", "平成30年の研修員は何人？"),
        ("Also list the countries with an extradition treaty.", "Where was the 38th meeting held?"),
        ("So tell me about EUROPOL.", "Where was the 38th meeting held?"),
        ("では発効日は？", "PCSC協定はいつ署名された？"),
        ("この条例はいつ施行された？", "PCSC協定はいつ署名された？"),
        ("When was this ordinance published?", "When was the PCSC Agreement signed?"),
    ],
)
def test_what_may_stand_for_itself_is_asked_as_it_is_too(
    text: str, before: str, library: Library
) -> None:
    completed, alone = interpretations(text, before, library.similarities)
    assert alone == text and completed != text


def test_a_request_after_another_question_is_answered_by_itself(library: Library) -> None:
    given = answer("So tell me about EUROPOL.", library, before="Where was the 38th meeting held?")
    assert given.understood is None and given.quotes[0].passage.label == "注3"


def test_a_name_takes_the_place_of_a_whole_word() -> None:
    def similarities(some: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[float(other == "警察") for other in others] for _ in some], np.float32)

    (understood,) = interpretations("消防は？", "警察庁と警察の違いは何か。", similarities)
    assert understood == "警察庁と消防の違いは何か。"


def test_a_courtesy_left_out_is_no_other_understanding(library: Library) -> None:
    given = answer("こんにちは、国際緊急援助隊とは何ですか。", library)
    assert given.understood is None and given.quotes


def test_a_name_alone_is_asked_both_ways_and_the_surer_one_counts(library: Library) -> None:
    given = answer("JICA", library, before="EUROPOLとは何ですか。")
    assert given.understood is None or "JICA" in given.understood


def test_the_likeliest_reading_is_taken_where_its_answer_is_clear(library: Library) -> None:
    given = answer("And EUROPOL?", library, before="What is PCSC?")
    assert given.understood == "What is EUROPOL?"
    assert given.quotes[0].citation[-1] == "注3"
