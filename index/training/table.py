# ruff: noqa: E501 (a table is read by its rows)
"""The table of all files the model is trained on: licence, origin, size and checksum.

Does: name every source in one place, for the loader, the card and the licence.
Does not: read them (see `sources.py`); the project's own text in `written/` is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path under the data folder, where it comes from, and its exact content."""

    name: str
    path: str
    count: int  # lines
    size: int  # bytes
    sha256: str
    licence: str
    origin: str


_KYOTO = "Japanese-English Bilingual Corpus of Wikipedia's Kyoto Articles 2.01 (NICT)"
_WIKIDATA = "Wikidata labels by open-dict-data (wikidict-ja, wikidict-en)"

# fmt: off
PARALLEL = (
    Source("angular_docs", "parallel/angular_docs.tsv.gz", 8607, 629208, "46c1b7e13e07a9eee43d9a8ec26061aa4d5a0bd88fa23ab72f90455c0dee4670", "MIT", "GitHub angular/angular-ja"),
    Source("edict", "parallel/edict.tsv.gz", 438506, 4476759, "37b5371e2c80f78a23bfbb40da1475167b7fc7adb6c43ace192967b9995ff17c", "CC BY-SA 3.0", "EDICT, Electronic Dictionary Research and Development Group (Debian edict 2021.02.03-1)"),
    Source("graded_enja", "parallel/graded_enja.tsv.gz", 154273, 5745323, "ba0ff5ecb030d4e54ce5625f1636227deeba7ee67d4f608f171c86aeaef609b9", "CC BY-SA 4.0", "GitHub marmooo/graded-enja-corpus"),
    Source("jec_basic", "parallel/jec_basic.tsv.gz", 5304, 203202, "c5d598844e52b46d56be8d8ec3809cea3228e4288f624f8f50d94767b0920552", "CC BY 3.0", "JEC Basic Sentence Data (Kyoto University), in GitHub marmooo/graded-enja-corpus"),
    Source("jmmlu_mmlu", "parallel/jmmlu_mmlu.tsv.gz", 22354, 1173589, "3b7e20785bf4a30a33b0d08d943a1edfbfd9a880a7c03c5b4116513487762d49", "CC BY-SA 4.0", "GitHub nlp-waseda/JMMLU aligned with MMLU"),
    Source("keycloak_docs", "parallel/keycloak_docs.tsv.gz", 13002, 965653, "3370d45afe4720ecf08556274848e325117878aa618e37e5aae20a07ca9c3442", "Apache-2.0", "GitHub openstandia/keycloak-documentation-i18n"),
    Source("kyoto_lexicon", "parallel/kyoto_lexicon.tsv.gz", 51957, 860924, "b3e248d29fb4f9599a1f501b83d4c619ce37f97489ead750e95f6cd88e71988f", "CC BY-SA 3.0", _KYOTO),
    Source("kyoto_titles", "parallel/kyoto_titles.tsv.gz", 32810, 625050, "a602e5751c11d9a6a7e894a3772b03e1dd8f3e1cf6c65b8d45a3a0b63fd3eb75", "CC BY-SA 3.0", _KYOTO),
    Source("kyoto_wiki", "parallel/kyoto_wiki.tsv.gz", 414594, 38952384, "b626aceb7381748cb0b1784f4d0c6d1d0639bc21ed6e5f587c242b1ddc309d6e", "CC BY-SA 3.0", _KYOTO),
    Source("mozilla_legal", "parallel/mozilla_legal.tsv.gz", 1042, 105069, "04a83b8cb5309d4fcce335e60a3605f257eaeb34dcd512637a10ba9cacad26bd", "CC BY-SA 3.0", "GitHub mozilla/legal-docs"),
    Source("opensource_guide", "parallel/opensource_guide.tsv.gz", 682, 88281, "692cc187dca02f02fc9af55f3339afc808db7ab8d9b28c663ee04291ee9142dc", "CC BY 4.0", "GitHub github/opensource.guide"),
    Source("php_manual", "parallel/php_manual.tsv.gz", 45253, 2514518, "5353ad035ea0db279287f087676e4f41da43d86de48995cbcf3f12b16afbf7b6", "CC BY 3.0", "GitHub php/doc-ja, php/doc-en"),
    Source("python_docs", "parallel/python_docs.tsv.gz", 42378, 3959404, "8f1d0af0e79bbd0211d35cc602bc0397e9f5fef779afeaef7b65ff72c82deeee", "PSF-2.0", "GitHub python/python-docs-ja"),
    Source("tensorflow_docs", "parallel/tensorflow_docs.tsv.gz", 26541, 2189062, "88d493b0d708b63c2b8a4bf79f03fbd69035e6837a1269387f32645878128993", "Apache-2.0", "GitHub tensorflow/docs-l10n"),
    Source("tokyo_covid_site", "parallel/tokyo_covid_site.tsv.gz", 282, 11461, "59ee19e99078852d273cd95a4936ae71db09d392dd9b4e648f2ae02046c5c612", "MIT", "GitHub AlohaYos/covid19ishikawa"),
    Source("wikidata_categories", "parallel/wikidata_categories.tsv.gz", 32192, 423069, "ac0621b692013c58076c5ce3f35cd96cbf5e606a0686b32dd7f9baf3e1545461", "CC0-1.0", _WIKIDATA),
    Source("wikidata_titles", "parallel/wikidata_titles.tsv.gz", 155881, 2887434, "74e4e6a5fe2679271df87063ab200a4ccc9d6571f999aed79da0255c6a6cfba3", "CC0-1.0", _WIKIDATA),
)
QUESTIONS = (
    Source("jaquad_train", "questions/jaquad_train.jsonl.gz", 31748, 1280460, "609dabc4b478ea699ca68eac21d0d15e37bd84e3dcd183d59d8f0386a6d4e0c9", "CC BY-SA 3.0", "JaQuAD (Skelter Labs), Japanese Wikipedia"),
    Source("jaquad_train.passages", "questions/jaquad_train.passages.jsonl.gz", 9713, 3853963, "aaa6fd818f543091aa798fca7dd62cd1fe34ba87440a9cd4a7ac0621a5f9747f", "CC BY-SA 3.0", "JaQuAD (Skelter Labs), Japanese Wikipedia"),
)
# fmt: on
