"""Numbers that are headings, and numbers that are items."""

from __future__ import annotations

import pytest

from tests.divided import placed, tree


def test_a_number_over_a_list_that_begins_anew_is_a_heading() -> None:
    text = "２　内容\n(1) 手順\n１　申請\n２　審査\n(2) 期限\n５月末とする。"
    assert tree(text) == ["２　内容", ".(1) 手順", ".(2) 期限"]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "２　事業の内容\n(1) 対象者\n市内に住所を有する者とする。\n(2) 補助率　２分の１\n"
            "３　申請期限\n５月末とする。",
            [("２　事業の内容", "(2) 補助率　２分の１")],
        ),
        (
            "１　提出\n（１）場所\n市役所とする。\n（２）提出期限　５月10日　17時00分\n"
            "第２章　結果\n次による。",
            [("１　提出", "（２）提出期限　５月10日　17時00分")],
        ),
        ("１　採決\n(1) 賛成　８名", [("１　採決", "(1) 賛成　８名")]),
        ("１　採決\n(1) 賛成　８名\n\n【照会先】\n議会事務局", [("１　採決", "(1) 賛成　８名")]),
        (
            "２　事業の内容\n(1) 対象者\n市民とする。\n(2) 補助率は、２分の１とする。\n"
            "(3) 上限は、10万円とする。\n３　申請の期限は、５月末とする。",
            [
                ("２　事業の内容", "(2) 補助率は、２分の１とする。"),
                ("２　事業の内容", "(3) 上限は、10万円とする。"),
                ("", "３　申請の期限は、５月末とする。"),
            ],
        ),
        (
            "3. Eligibility\n\n(a) Residents\n\nResidents may apply at any time.\n\n"
            "(b) Fees are due in March.\n\n4. The council must answer within a month.",
            [
                ("3. Eligibility", "(b) Fees are due in March."),
                ("", "4. The council must answer within a month."),
            ],
        ),
        (
            "2. Findings\n\nIt is late.\n\n3. Recommendations\n\n1. The Department should plan.\n\n"
            "2. It should be good.",
            [
                ("3. Recommendations", "1. The Department should plan."),
                ("3. Recommendations", "2. It should be good."),
            ],
        ),
    ],
)
def test_a_number_with_all_it_says_on_its_line_is_an_item(
    text: str, items: list[tuple[str, str]]
) -> None:
    assert [(path, each) for kind, path, each in placed(text) if kind == "list"] == items
