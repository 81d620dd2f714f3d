"""The text of a cell in one spelling: no spaces or line breaks, half-width digits, simplified characters."""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 1_000

_TRADITIONAL = (
    "變变 個个 內内 從从 規规 這这 開开 應应 當当 單单 對对 後后 國国 長长 時时 實实 務务 報报 獲获 製制 決决 "
    "處处 罰罚 許许 請请 該该 週周 關关 間间 結结 補补 導导 級级 層层 進进 簽签 訂订 發发 佈布 會会 議议 審审 過过 "
    "聽听 證证 專专 項项 執执 據据 動动 態态 錄录 號号 標标 總总 預预 於于 並并 與与 無无 為为 現现 將将 數数 "
    "機机 員员 財财 門门 屬属 屆届 滿满 隨随 場场 團团 類类 徵征 園园 產产 業业 戶户 書书 認认 確确 條条 較较 準准"
)
_SIMPLIFIED = {ord(pair[0]): pair[-1] for pair in _TRADITIONAL.split()}
_CIRCLED = re.compile("[①-⑳⑴-⒇㈠-㈩❶-❿]")
_SPELLING = {
    ord(mark): plain for mark, plain in zip("，；．：（）【】〔〕·•～—–－﹣", ",;.:()()();;-----", strict=True)
}
_PINYIN = re.compile(r"\([a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\)")
_BRACKETED = re.compile(r"\((\d{1,3})\)(?=个?(?:工作日|日|天|月))")
_RANGE = re.compile(r"(?<!\d)\d{1,3}(?:-|至|到)(?=\d{1,3}个?(?:工作日|日|天|月))")
"""Of 15至20个工作日 the last day is that of the longer."""
_TWICE = re.compile("日个工作日")
_LABEL = re.compile(r"^(?:信息)?公开(?:时限|期限|时间)[:]")
_VALIDITY = re.compile(r";?有效期:[^;。]*")


def normalised(text: str) -> str:
    """``text`` in one spelling; list marks in circles become semicolons."""
    text = _CIRCLED.sub(";", text)
    text = unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED).translate(_SPELLING).lower()
    text = "".join(
        character
        for character in text
        if not character.isspace() and unicodedata.category(character) not in {"Cf", "Cc"}
    )
    for pattern, plain in ((_PINYIN, ""), (_BRACKETED, r"\1"), (_RANGE, ""), (_TWICE, "个工作日")):
        text = pattern.sub(plain, text)
    return _VALIDITY.sub("", _LABEL.sub("", text))
