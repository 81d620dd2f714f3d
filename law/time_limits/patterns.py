"""The patterns of a part of a cell, in normalised text (see `law.time_limits.text`)."""

from __future__ import annotations

import re

from law.time_limits.events import Event
from law.time_limits.numbers import NUMBER, UNIT

SELF = "(?:自(?!然|主(?!管)|治|愿|来|查|由|行(?!政))|从(?![业事]))"
"""自 and 从 ahead of a beginning, not in 自然, 自主, 从业."""
OUGHT = "(?:应当|应(?![急届用征收付聘对诉])|须)"
AT_LEAST = "(?:应|应当)?(?:不得?少于|不得?低于|不得?短于|至少|最少)"
FROM = "(?:之日起|之日后|之日|日起|起|之后|以后|后)"
AMOUNT = f"(?P<n>{NUMBER})个?(?P<u>{UNIT})"
SHOWN = re.compile(
    rf"(?:(?:公示|公告|征求意见|征集意见|展示|公布)(?:期限|时间|时限|期)?(?:一般|原则上|通常|均)*(?:为|是|:)?(?:{AT_LEAST})?"
    rf"|(?:公开|发布|保留)(?:期限|时间|时限|期)?(?:{AT_LEAST}|(?:为|是|:)?(?={NUMBER}个?[年月]))){AMOUNT}(?P<in>[以之]?内)?"
)
SHOWN_OF = re.compile(".{0,20}(?:项目|报告书|报告表|类|事项|信息)")
"""What is shown so long, where other things are shown for another time."""
NO_LESS = re.compile(rf"(?P<t>.*?)(?<!前)(?P<f>{FROM})?,?{AT_LEAST}{AMOUNT}(?![以之]?前)")
AHEAD = re.compile(rf"(?P<t>[^,]*?)(?:提前|提早|前)(?:{AT_LEAST})?{AMOUNT}(?!以?后)")
BEFORE = re.compile(rf"(?P<t>[^,]*?){AMOUNT}(?:以前|之前|前)")
BEGUN = re.compile(f".*(?:{FROM}|不得?[晚迟]于|应[在于])")
"""What a beginning that something comes before stands behind: 不得晚于采购活动开始前."""
FIRST = re.compile("([^,]{2,20})(?:之前|以前|前)(?:(?:予以)?(?:发布|公开|公告|公示|公布))?")
WITHIN = re.compile(
    rf"(?P<t>[^,]*?)(?P<f>{FROM})?(?:的|在|于|不超过|不得超过|最[迟晚长多]|至[迟多]|不迟于|不晚于|控制|应当|应)*{AMOUNT}"
)
AFTER = re.compile(rf"\((?:自|从)?(?P<t>[^()]*?){FROM}(?:计算|算)?\)")
SAME_DAY = re.compile("当日|当天|即日|同日")
NEXT_DAY = re.compile("的?(?:次日|翌日)")
EACH = re.compile(
    "(?:每|按|逐|分)个?半年|半年度?(?=公开|公布|更新|发布|报)|(?:半|[一1])(?:年|个?月|季度?|周)(?:度)?(?:公开|公布|更新|发布)?[一1两2二]次"
)
ODD_CYCLE = re.compile(
    r"每(?:半个?月|[两二三四五六七八九十\d]+个?(?:年|月|季|周|星期|工作日|日|天))"
    r"|(?:[两二三四五六七八九十]|\d\d|[02-9])个?(?:年|月|季度?|周|星期|工作日|日|天)(?:公开|公布|更新|发布)?[一1]次"
)
"""How often, by a measure that no cycle here has."""
AT_ONCE = re.compile("实时|即时|立即|随时|同步|当场|第一时间|即刻|即[^即]{1,3}即|随[^随]{1,3}随")
PROMPTLY = re.compile("及时|尽快|尽早")
STANDING = re.compile("长期|常年|常态|固定公开|永久|一直|始终|全年|动态|长年|持续公开|不间断")
OPENED = re.compile(rf"(?:(.+?){FROM}|(?:按照?|根据)(.+))")
GENERAL = re.compile(
    "(?:政府|有关|相关|该|本|信息|事项|内容|应当|应|予以|要|须|依法|依规|按规定|按要求|及时|尽快|实时|即时|立即|随时|约|大约|主动|全文|公开|公示|公布|发布|更新|最[迟晚长多]|至[迟多]|[(])*|[与和同].*|由[^,]{2,20}(?:部门|政府|单位|机关|机构|委员会|局)"
)
"""Words ahead of a limit that say nothing of what it is about."""
FROM_WORD = re.compile(f"(.{{2,30}}?){OUGHT}?{SELF}(.+)")
TOPIC = re.compile(
    "([^,]{2,30}?)(?:至少|最少|应当|应|须|一律|实行|按规定)*(?=长期|常年|常态|永久|固定公开|每|按[年季月]|实时|随时|即时|第一时间|及时|与.{1,20}同步)"
)
"""What is about one thing of several, ahead of words that set no length: 办事指南长期公开."""
BEGINNING = re.compile(rf".{{2,40}}?{FROM}|[如若]有?.{{2,20}}")
"""A beginning that stands alone: 自信息形成之日起, ..."""
UNMARKED = frozenset({Event.FORMED, Event.CHANGED, Event.OBTAINED, Event.RECEIVED})
"""Events that are meant though no word for the beginning stands between them and the length."""
LEADS = re.compile(
    rf"^(?:{SELF}|由|在(?![线建校编册])|于|{OUGHT}|经(?![济营费办])|并|则|一般|原则上|不得?晚于|最[迟晚长多]|至[少迟多]|最少)+"
)
NO_AMOUNT = re.compile(r"(?:[*_x×?□○]+|(?<![\d一二两三四五六七八九十百半几]))个?工作日内|[*_×?□]+个?(?:工作日|日|天)")
BROKEN = re.compile(rf"\d\.\d+个?{UNIT}")
"""1.5个工作日: no limit is of such a length."""
NO_UNIT = re.compile(r"\d+个?(?:…|\.\.\.|$)")
ENDED = re.compile("^[如若有]|(?:决定|批准|形成|变更|变动|变化|调整|更新|审核|审定|评议|结束|完成)$")
"""Words of a step, not of a thing."""
BY_WHOM = re.compile(rf"^由[^,]{{2,20}}(?:部门|政府|单位|机关|机构|委员会|局)(?=.*{AMOUNT})")
"""Who discloses says nothing of when."""
