from __future__ import annotations

import pytest

from qa.defined import defined
from qa.question import read_question


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("特定空家等とは何ですか", "特定空家等"),
        ("「ごみ」とは、どのようなものをいいますか", "ごみ"),
        ("ユーロポールって何？", "ユーロポール"),
        ("PCSCは何の略ですか", "pcsc"),
        ("What is a household?", "household"),
        ("What's EUROPOL?", "europol"),
        ("What is the Bank of Japan?", "bank of japan"),
        ("What is meant by vacant house?", "vacant house"),
        ("What is the definition of a resident?", "resident"),
        # 「と」 and 「は」, not 「とは」
        ("EUとは何を協議しましたか", ""),
        ("韓国とはどのような協定を結んでいますか", ""),
        ("中国とは何について合意しましたか", ""),
        ("What is the fine for littering?", ""),
        ("What are the requirements for a permit?", ""),
    ],
)
def test_the_term_whose_meaning_is_asked(question: str, term: str) -> None:
    assert defined(read_question(question)) == term
