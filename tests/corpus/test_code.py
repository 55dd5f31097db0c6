"""Code, settings and comments in Markdown."""

from __future__ import annotations

import pytest

from tests.divided import placed, tree


@pytest.mark.parametrize("fence", ["```", "~~~~", "```sh", "~~~~~~sh"])
def test_code_has_no_headings(fence: str) -> None:
    code = f"{fence}\n# 一覧を見る\n\n1 見る\n{fence.rstrip('sh')}"
    text = f"# 手順\n\n## 準備\n\n{code}\n\n済んだら連絡する。\n\n## 実施\n\n行う。"
    assert tree(text) == ["手順", ".準備", ".実施"]
    assert placed(text)[0] == ("paragraph", "手順 › 準備", code)


@pytest.mark.parametrize("code", ["```\n# 一覧", "題\n~~~\n# 一覧\n題\n~~~\n", "    # 注\n# 一覧"])
def test_what_is_no_code(code: str) -> None:
    assert tree(code)[-1].endswith("一覧")
    assert "注" not in tree(code)


@pytest.mark.parametrize("gap", ["", "\n"])
def test_headings_between_rules_are_headings(gap: str) -> None:
    text = f"---\n{gap}# 防災計画\n\n- 目的\n- 期間\n\n---\n\n計画は、1年とする。"
    assert tree(text) == ["防災計画"]
    keyed = "---\n\n# 防災計画\n\n- 所管: 市長\n目的:\n\n---\n\n計画は、1年とする。"
    assert tree(keyed) == ["防災計画"]


def test_a_long_rule_begins_no_code() -> None:
    rule = "~" * 12
    text = f"題\n\n{rule}\n1　挨拶\nお願いする。\n\n{rule}\n2　予算\n5億円である。"
    assert tree(text) == ["題", ".1　挨拶", ".2　予算"]


def test_settings_and_comments_are_no_headings() -> None:
    text = "---\ntitle: 方針\ndate: 2024-04-01\n---\n# 方針\n\n<!-- 控え\n# 案 -->\n本文である。"
    assert tree(text) == ["方針"]
    assert [text for *_, text in placed(text)] == [
        "---\ntitle: 方針\ndate: 2024-04-01\n---",
        "<!-- 控え\n# 案 -->",
        "本文である。",
    ]
