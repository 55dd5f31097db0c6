"""Everyday questions on laws, statistics, notices, minutes and budgets, with what they ask for."""

from __future__ import annotations

import pytest

from qa.kinds import Kind
from qa.question import read_question

JAPANESE: dict[Kind | None, str] = {
    "number": """
        令和5年度の交通事故件数は何件ですか
        交通事故件数は？
        死者数と負傷者数を教えてください
        人口はどのように推移していますか
        高齢者の割合はどうなりましたか
        令和5年度の交通事故件数の前年比は？
        市の面積は何平方メートルですか
        市議会議員の定数は？
        補助率はいくらですか
        補助の割合はどのくらいですか
        交通事故件数のうち死亡事故は？
        補助の上限額を知りたい
        総事業費 令和6年度
        戸籍謄本の手数料はいくらかかりますか
        新庁舎の総工費はいくらですか
        今年度の一般会計予算はどれだけですか
        避難所は何箇所ありますか
        公立学校は何校ありますか
        賛成は何票でしたか
        対象年齢は何歳以上ですか
        図書館は何時に開館しますか
        申請から交付まで何週間かかりますか
        市長の任期は何年ですか
        保存期間は何年ですか。
        有給休暇は何日ですか
        懲役は最大何年ですか
        何年連続で減少しましたか
        何年ぶりの増加ですか
        計画は何年ごとに見直しますか
        完成まで何年かかりますか
        小学校何年生までですか
        会議は何年に1回開かれますか
        年に何日休めますか
        耐用年数は原則何年ですか
        何日前までに申し込めばよいですか
        死者が最も多い年の死者数は何人ですか
        加盟国は何か国ですか
        国債の発行額は何兆円ですか
        国は事業費の何分の何を負担しますか
        """,
    "date": """
        条例はいつ施行されましたか
        協定の発効は？
        市役所の新庁舎の完成は
        申込みの締切は
        締切日を教えてください
        開催の時期と場所は
        説明会の日程は？
        施行日はいつですか
        割合はいつの調査によりますか
        人口が最も多かったのは何年ですか
        何年の国勢調査ですか
        期間は何年から何年までですか
        任期が始まるのは何年何月ですか
        有効期限は何年までですか
        誰がいつ提案しましたか
        いつまでに届け出なければなりませんか
        会議は何月何日に開かれましたか
        委員の生年月日は
        """,
    "place": """
        説明会はどこで開かれますか
        会場はどこですか
        用紙はどこでもらえますか
        開催場所は？
        市役所の住所を教えて
        死者が最も多かったのはどの県ですか
        給付金の申請書はどこに提出すればよいですか
        """,
    "who": """
        委員長は誰ですか
        件数を公表したのは誰ですか
        会議の出席者は？
        補助金を担当しているのはどの課ですか
        この制度はどこが所管していますか
        許可はどなたに申請しますか
        """,
    "list": """
        どの国と協定を結んでいますか
        加盟国一覧
        締約国は？
        主な取組を三つ挙げてください
        加盟国をすべて教えてください
        """,
    "definition": """
        ダイアログ・パートナーとは？
        特定空家等とは何ですか
        「空家等」とは、どのようなものをいいますか
        EUROPOLとはどのような組織ですか
        暴力団員とは具体的に何か
        ユーロポールってなに
        PCSCは何の略ですか
        「準用する」とはどういう意味ですか
        空家等の定義は
        条約の正式名称を教えてください
        災害時要援護者はどのように定義されていますか
        """,
    "reason": """
        交通事故の件数が減少した理由は何ですか
        死者数が減った要因は何ですか
        高齢者の割合が増えている原因は？
        なぜ何年も工事が続いているのですか
        どうして人口が減ったのですか
        予算を増額した背景を教えてください
        条例を制定した目的は
        どのような理由で改正されましたか
        計画の趣旨は何ですか
        出席者が反対した理由は？
        何のために調査しますか
        """,
    "procedure": """
        転入届はどのように提出しますか
        補助金の申請方法は？
        引っ越したらどうすればいいですか
        手数料の納付手続を教えてください
        許可はどのような場合に取り消されますか
        何を提出すればよいですか
        一覧表に記載する方法は
        ごみの出し方は？
        住所を変更する手順は何ですか
        """,
    "yes-no": """
        交通事故の件数は増えましたか
        手続は必要ですか
        目的は達成されましたか
        すべての国が批准していますか
        成果を挙げましたか
        いつでも申請できますか
        誰でも応募できますか
        何か罰則はありますか
        定員に達したかどうか
        下半期の件数は上半期より多いか
        韓国とは条約がありますか
        議長は理由を説明しましたか
        いくつかの国が参加しましたか
        """,
    None: """
        認知件数が最も多い罪種は何ですか
        議長は何と言いましたか
        手続に必要な書類は何ですか
        対象となる費用は何ですか
        EUとは何を協議しましたか
        韓国とはどのような協定を結んでいますか
        中国とは何について合意しましたか
        人口 減少 対策
        出席者の意見はどうでしたか
        委員からどんな意見が出ましたか
        """,
}
ENGLISH: dict[Kind | None, str] = {
    "number": """
        How many traffic accidents were there in 2023?
        How much is the fine for littering?
        How long do I have to appeal?
        How often does the council meet?
        How old must an applicant be?
        How soon must the change be reported?
        What is the fine for littering?
        What's the late fee?
        What is the population of the city?
        What was Japan's total fertility rate in 2020?
        What was the city's population in the 2020 census?
        What is the term of office of members?
        What is the maximum subsidy?
        What is the limit on donations?
        What is the number of officers?
        Can you tell me how many people attended?
        In 2020, how many cases were reported?
        What percentage of households own a car?
        What percent of the budget goes to schools?
        What proportion of applicants were women?
        What did the new library cost?
        What time does the library open?
        At what age can I vote?
        Tell me the number of births in 2022.
        Number of council members
        Total budget for fiscal 2024
        What is the retention period for records?
        What is the quorum for a meeting?
        """,
    "date": """
        When did the agreement enter into force?
        When was the number of council members reduced?
        What year did the number of births peak?
        In which fiscal year was the deficit largest?
        What is the deadline for applications?
        On what date was the ordinance promulgated?
        Who signed it and when?
        Where and when was the meeting held?
        Can you tell me when it was signed?
        Does the notice say when the road reopens?
        Since when has the rule applied?
        By when must I file the report?
        Date of the next hearing
        """,
    "place": """
        Where was the meeting held?
        Which prefecture has the highest number of deaths?
        In what city is the office?
        What was the venue of the conference?
        Do you know where I can get the form?
        """,
    "who": """
        Who decides the number of committee members?
        Who must be told when a permit expires?
        When a permit expires, who must be told?
        To whom is the fee paid?
        Which ministry is responsible?
        Whose approval is needed?
        Which body sets the rate?
        """,
    "list": """
        With which countries does Japan have a treaty?
        List the goods that require a permit.
        Can you list the members of the committee?
        What other organizations took part?
        List of member states
        """,
    "definition": """
        What is a household?
        What is an emergency shelter?
        What is climate change?
        What is waste under the Act?
        What are "volunteers"?
        What is the Bank of Japan?
        What is the ASEANAPOL conference?
        What does PCSC stand for?
        What does "vacant house" mean?
        What is meant by vacant house?
        What is the definition of a resident?
        How is "income" defined?
        """,
    "reason": """
        Why did the number of traffic deaths fall?
        For what reason was the budget cut?
        What is the main purpose of the plan?
        What are the goals of the strategy?
        What was the reason the number fell?
        What caused the fall in the birth rate?
        What does the programme aim to achieve?
        Explain the purpose of the fund.
        """,
    "procedure": """
        How do I apply for a permit?
        How is the fee calculated?
        What is the procedure for an appeal?
        What steps must be taken before a demolition?
        What must I do to get a refund?
        In what cases is a permit revoked?
        Explain how to register a birth
        """,
    "yes-no": """
        Is there a limit on the number of applications?
        Did the number of accidents rise in 2020?
        Must it be paid when it expires?
        Is a permit required when the work begins?
        When the term ends, can a member be reappointed?
        Are the reasons stated in the decision?
        """,
    None: """
        What is the largest grant?
        What are the requirements for a permit?
        What is the address of the office?
        What was the outcome of the vote?
        What is the difference between the two plans?
        What is required for a permit?
        What are the opening hours?
        What is the penalty?
        What is Japan's position on whaling?
        What happened when the dam broke?
        What did the council decide about the number of members?
        Which city council passed the ordinance?
        How did the number of births change?
        How does the budget differ from last year's?
        Tell me about the training
        """,
}


def listed(kinds: dict[Kind | None, str]) -> list[tuple[str, Kind | None]]:
    lines = [(line.strip(), kind) for kind, text in kinds.items() for line in text.splitlines()]
    return [(line, kind) for line, kind in lines if line]


@pytest.mark.parametrize(("text", "kind"), listed(JAPANESE))
def test_a_japanese_question_asks_for_its_kind(text: str, kind: Kind | None) -> None:
    assert read_question(text).kind == kind


@pytest.mark.parametrize(("text", "kind"), listed(ENGLISH))
def test_an_english_question_asks_for_its_kind(text: str, kind: Kind | None) -> None:
    assert read_question(text).kind == kind
