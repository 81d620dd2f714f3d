"""A file that is not taken at all, with the reason and what to do."""

from __future__ import annotations


class NotTaken(Exception):  # noqa: N818  # it is an answer to the office, not a fault of ours
    """The file is refused before or while it is read: ``code`` names the rule, ``text`` says it, ``remedy`` what to do."""

    def __init__(self, code: str, text: str, remedy: str) -> None:
        super().__init__(f"{text}。{remedy}")
        self.code, self.text, self.remedy = code, text, remedy


SAVE_AS = "请在Excel或者WPS中打开，另存为“Excel 工作簿（*.xlsx）”后再交"


def too_large(what: str, remedy: str = "请分成几个文件，去掉图片和多余的空白格式后再交") -> NotTaken:
    """Of a file that is beyond what is read."""
    return NotTaken("file.too_large", what, remedy)


def broken(why: str) -> NotTaken:
    """Of a file that is damaged, or is not what it begins as."""
    return NotTaken("file.broken", f"文件已损坏或者不完整（{why}）", SAVE_AS)
