"""政策解读: which documents have to be explained to the public, and by whom (奉节府办发〔2020〕101号 二（二）, 渝府办发〔2020〕38号 四)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from enum import StrEnum

from law.codes import Attribute


class DocumentKind(StrEnum):
    """文件性质: what a document is in law."""

    REGULATION = "规章"
    NORMATIVE = "行政规范性文件"
    OTHER = "其他文件"


class Concern(StrEnum):
    """Why a document that is neither 规章 nor 行政规范性文件 has to be interpreted all the same."""

    WIDE = "影响面广"
    ATTENTION = "社会关注度高"
    SPECIALISED = "专业性强"
    CLOSE = "与群众利益密切相关"


class Form(StrEnum):
    """解读形式: how a policy is explained."""

    CHART = "图解"
    AUDIO_VIDEO = "音视频"
    DIGITAL = "数字化"
    PRESS = "新闻发布"
    BRIEFING = "政策吹风"
    INTERVIEW = "访谈"
    QUESTIONS = "问答"
    TEXT = "文字"
    OTHER = "其他"


AHEAD_OF_THE_DOCUMENT = frozenset({Form.PRESS, Form.BRIEFING})
"""Forms that may come before the document is public."""

ALWAYS = frozenset({DocumentKind.REGULATION, DocumentKind.NORMATIVE})
"""Kinds that are interpreted whatever they are about."""


def needs_interpretation(
    attribute: Attribute | None,
    kind: DocumentKind | None,
    concerns: Collection[Concern] = (),
    *,
    forwarded: bool = False,
) -> bool:
    """Whether a document has to be interpreted: only what is 主动公开, by its kind or by what it concerns.

    What is merely ``forwarded`` is for those to interpret who drafted it (谁起草、谁解读). A document of which neither
    kind nor concern is told needs none: silence is no policy.
    """
    if attribute is not Attribute.PROACTIVE or forwarded:
        return False
    return kind in ALWAYS or bool(concerns)


def joint_number(document_number: str | None, makers: Collection[str], lead: str | None) -> str | None:
    """What a joint document is known by, whoever of its makers reports it: its 发文字号, however that is written.

    None for what one organisation made, and where no number is told.
    """
    if not document_number or (lead is None and len(set(makers)) < 2):
        return None
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", document_number)).replace("/", "-")
    return re.sub(r"[\[({【]", "〔", re.sub(r"[\])}】]", "〕", plain)) or None


def interpreter(own: str, drafter: str | None, responsible: str | None) -> str:
    """谁起草、谁解读: the unit that drafted it where it is named, of a joint document its lead, else the sender."""
    return drafter or responsible or own
