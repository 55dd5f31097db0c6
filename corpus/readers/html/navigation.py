"""Navigation: what of an HTML page is not its content: menus, headers, links to other pages."""

from __future__ import annotations

import re
from itertools import accumulate, islice
from typing import Any

from corpus.readers.html.inline import inline, unread
from corpus.sentence import ends_sentence

_ROLES = frozenset("navigation banner search".split())
_PLACE = r"(?:g|global|local|site|page|main|sub|head|foot|side|top|bottom)?[-_]?"
_NAVIGATION = re.compile(
    rf"{_PLACE}(?:nav|navi|navigation)"
    r"|breadcrumbs?|topic-?path|pankuzu|skip-?(?:link|nav)?|page-?top|to-?top|sns|cookie\S*",
    re.I,
)
_FOOTER = re.compile(rf"{_PLACE}footer", re.I)
# What may as well be content: a page's title, the menu of a canteen, a share in a market.
_PERHAPS = re.compile(rf"{_PLACE}(?:(?P<header>header)|menu|sidebar)|share", re.I)
_LEADS_ELSEWHERE = re.compile(
    r"(?:[\s>＞|｜\[\]【】<＜«»‹›▲▼↑・/]|前へ|次へ|(?:前|次)の(?:ページ|項目?|章|節)(?:[にへ](?:戻る|進む))?"
    r"|目次(?:[にへ]戻る)?|(?:この)?ページの?(?:先頭|トップ|上部)[にへ](?:戻る)?|戻る|トップページ?|ホーム"
    r"|HOME|TOP|Home|Top|Next|Previous|Back)+"
)
_MOST_LINKS, _LONGEST = 8, 80  # links and letters of a block that leads elsewhere
_CONTENT = ("main", "article")
_BESIDE = frozenset("head header footer aside nav a".split())  # say nothing of the content
_TITLES = ("h1", "h2", "h3")
MOST = 0.4  # of a page is never navigation


def main_part(root: Any) -> Any:
    """The element that holds the page's content: its one <main>, or its one <article> if nothing
    is said beside it, else <body>."""
    for tag in _CONTENT:
        found = list(root.iter(tag))
        if tag == "main":
            found += [each for each in root.iter() if each.get("role") == "main"]
        whole = len(found) == 1 and len(inline(found[0])) > 0.2 * len(inline(root))
        if whole and (tag == "main" or not _says_more(root, found[0])):
            return found[0]
    body = next(root.iter("body"), None)
    return root if body is None else body


def _says_more(root: Any, article: Any) -> bool:
    """Whether a page has a title, a table or a sentence beside its article that is no navigation:
    the article is then one piece of news on it."""
    of_links: dict[Any, bool] = {}  # whether most of what holds a title is links
    stack = [root]
    while stack:
        element = stack.pop()
        if element is article or element.tag in _BESIDE or unread(element) is not None:
            continue
        if is_navigation(element):
            continue
        if element.tag in _TITLES and inline(element):
            above = element.getparent()
            if above not in of_links:
                of_links[above] = 2 * _linked(above) > len(inline(above))
            if not (_linked(element) or of_links[above]):
                return True
        texts = [element.text, *(child.tail for child in element)]
        if element.tag == "table" or any(text and ends_sentence(text) for text in texts):
            return True
        stack.extend(element)
    return False


def is_navigation(element: Any) -> bool:
    """Whether a block only leads elsewhere or says whose page it is, by what it is called; by a
    name that content may have as well, only if most of it is links and no title is in it. The
    foot of a text itself, where it says whom to ask, is left out only if most of it is links."""
    tag = element.tag
    if tag == "nav" or element.get("role") in _ROLES:
        return True
    blocks = ("div", "ul", "ol", "p", "section", "aside", "header", "table", "dl")
    names = f"{element.get('id') or ''} {element.get('class') or ''}".split()
    if (
        tag == "footer"
        or element.get("role") == "contentinfo"
        or (tag in blocks and any(_FOOTER.fullmatch(name) for name in names))
    ):
        return not _of_content(element) or 2 * _linked(element) > len(inline(element))
    if tag not in blocks:
        return False
    if any(_NAVIGATION.fullmatch(name) for name in names):
        return True
    perhaps = [found for name in names if (found := _PERHAPS.fullmatch(name))]
    titles = _TITLES if any(found["header"] for found in perhaps) else ("h1",)
    return (
        bool(perhaps)
        and all(_linked(each) or not inline(each) for each in element.iter(*titles))
        and 2 * _linked(element) > len(inline(element))
    )


def _of_content(element: Any) -> bool:
    """Whether an element stands in the text of a page and not beside it."""
    return any(
        each.tag in _CONTENT or each.get("role") == "main" for each in element.iterancestors()
    )


def _linked(element: Any) -> int:
    """How many of an element's letters are in links."""
    if next(element.iterancestors("a"), None) is not None:
        return len(inline(element))
    return sum(len(inline(link)) for link in element.iter("a") if link.get("href"))


def leads_elsewhere(element: Any) -> bool:
    """Whether a block is no more than links to other pages: 前のページ, 目次へ戻る."""
    links = sum(1 for _ in islice(element.iter("a"), _MOST_LINKS + 1))
    if not 0 < links <= _MOST_LINKS or _is_long(element):
        return False
    text = inline(element)
    return len(text) < _LONGEST and _LEADS_ELSEWHERE.fullmatch(text) is not None


def _is_long(element: Any) -> bool:
    """Whether an element has more letters than one that leads elsewhere; not all are read."""
    letters = accumulate(sum(not c.isspace() for c in text) for text in element.itertext())
    return any(count >= _LONGEST for count in letters)
