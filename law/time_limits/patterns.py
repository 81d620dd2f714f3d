"""The patterns of a part of a cell, in normalised text (see `law.time_limits.text`)."""

from __future__ import annotations

import re

from law.time_limits.events import Event
from law.time_limits.numbers import NUMBER, UNIT

AT_LEAST = "(?:应|应当)?(?:不得?少于|不得?低于|不得?短于|至少|最少)"
FROM = "(?:之日起|之日后|之日|日起|起|之后|以后|后)"
AMOUNT = f"(?P<n>{NUMBER})个?(?P<u>{UNIT})"
SHOWN = re.compile(
    rf"(?:(?:公示|公告|征求意见|征集意见|展示|公布)(?:期限|时间|时限|期)?(?:为|是|:)?(?:{AT_LEAST})?"
    rf"|(?:公开|发布|保留)(?:期限|时间|时限|期)?{AT_LEAST}){AMOUNT}"
)
NO_LESS = re.compile(rf"(?P<t>.*?)(?P<f>{FROM})?,?{AT_LEAST}{AMOUNT}")
AHEAD = re.compile(rf"(?P<t>[^,]*?)(?:提前|提早|前){AMOUNT}(?!以?后)")
BEFORE = re.compile(rf"(?P<t>[^,]*?){AMOUNT}(?:以前|之前|前)")
FIRST = re.compile("([^,]{2,20})(?:之前|以前|前)(?:予以)?(?:发布|公开|公告|公示|公布)")
WITHIN = re.compile(rf"(?P<t>[^,]*?)(?P<f>{FROM})?(?:的|在|于|不超过|不得超过|最迟|不迟于|应当|应)*{AMOUNT}")
AFTER = re.compile(rf"\((?:自|从)?(?P<t>[^()]*?){FROM}(?:计算|算)?\)")
SAME_DAY = re.compile("当日|当天|即日|同日")
EACH = re.compile("每半年")
AT_ONCE = re.compile("实时|即时|立即|随时|同步|当场|第一时间|即刻")
PROMPTLY = re.compile("及时|尽快|尽早")
STANDING = re.compile("长期|常年|永久|一直|始终|全年|动态|长年|持续公开|不间断")
OPENED = re.compile(rf"(?:(.+?){FROM}|(?:按照?|根据)(.+))")
GENERAL = re.compile("(?:政府|有关|相关|该|本)*(?:信息|事项|内容)?(?:应当|应|予以|要)*")
FROM_WORD = re.compile("(.{2,30}?)(?:应当|应|须)?[自从](.+)")
UNMARKED = frozenset({Event.FORMED, Event.CHANGED, Event.OBTAINED, Event.RECEIVED})
"""Events that are meant though no word for the beginning stands between them and the length."""
LEADS = re.compile(r"^(?:自|从|由|在|于|应当|应|须|经|并|则|一般|原则上|不得?晚于|最迟)+")
NO_AMOUNT = re.compile(r"(?:[*_x×?□○]+|(?<![\d一二两三四五六七八九十百半几]))个?工作日内|[*_×?□]+个?(?:工作日|日|天)")
NO_UNIT = re.compile(r"\d+个?(?:…|\.\.\.|$)")
