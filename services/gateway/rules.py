"""The rules of the door, in words: what was broken, what to send instead, and what is shown of the record."""

from __future__ import annotations

from typing import Final

from chassis.personal import find
from contracts.control_characters import written_out

MAX_DEPTH: Final = 32
"""Brackets open at once; the deepest fact has three."""

MAX_NAME: Final = 200
"""Characters of an id, a subject or any other attribute of the envelope."""

WITHHELD: Final = "（不显示）"
"""Stands for a value that may be personal or is a text of the sender's own."""

SAID_BY_US: Final = frozenset({"null", "true", "false", "{…}", "[…]", WITHHELD})
"""What stands for a value without repeating any of it."""

SHOWN: Final = 60
"""Characters of a value that a notice shows."""


def shown(value: object) -> str:
    """``value`` for a notice: short, one line, nothing that may be personal; of an object or a list only its kind."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "{…}"
        case list():
            return "[…]"
    text = str(value)
    if find(text):
        return WITHHELD
    plain = written_out(text[: SHOWN + 1])
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"


def named(title: str | None) -> str:
    """The Chinese name of a field behind the field itself; an attribute of the envelope has none."""
    return f"（{title}）" if title else " "


class RuleError(Exception):
    """The first rule that a record breaks, in words fit for a notice.

    ``field`` and ``value`` may be anything the sender wrote; they are shown shortened, or not at all.
    ``about`` names the wording where a code has several.
    """

    def __init__(self, code: str, field: str = "", value: object = "", about: str = "", **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = shown(field)
        self.value = shown(value)
        self._about, self._words = about, words
        rule, remedy = RULES[about or code]
        self.rule = rule.format(field=self.field, **words)
        self.remedy = remedy.format(field=self.field, **words)

    def told_with(self, field: str, value: str) -> RuleError:
        """The same rule, told with another field and value."""
        return RuleError(self.code, field, value, self._about, **self._words)


RULES: Final[dict[str, tuple[str, str]]] = {
    "value.null": (
        "收件主题不接受空值（删除标记） / A null value (tombstone) is not accepted",
        "更正用 fact.corrected.v1，撤回用 fact.withdrawn.v1 / Correct or withdraw by sending one of these facts",
    ),
    "value.too_large": (
        "记录内容不得超过 {limit} 字节 / A value has at most {limit} bytes",
        "只发送事实本身，正文和附件留在原处，需要时用网址 / Send the fact only; texts and attachments stay where they are",
    ),
    "utf8.invalid": (
        "文字必须是 UTF-8 / Text must be UTF-8",
        "转换为 UTF-8 后重发，常见原因是 GBK 导出 / Convert to UTF-8 and send again; often it was exported as GBK",
    ),
    "json.too_deep": (
        "JSON 嵌套不得超过 {depth} 层 / JSON is nested at most {depth} levels",
        "按事件样例发送，各字段都是简单值 / Follow the samples: the fields are plain values",
    ),
    "json.nan": (
        "JSON 没有 NaN 和 Infinity / JSON knows no NaN and no Infinity",
        "没有值时不写该字段 / Leave the field out when there is no value",
    ),
    "json.duplicate_key": (
        "同一对象里每个键只能出现一次 / A key appears once in an object",
        "删去重复的键，只留正确的一个 / Keep only the right one",
    ),
    "json.invalid": (
        "内容必须是一个完整的 JSON 文档，第 {line} 行第 {column} 列有误 / Not a JSON document: line {line}, column {column}",
        "用 JSON 库生成，不要拼接字符串；不带 BOM / Write it with a JSON library, without a byte order mark",
    ),
    "json.surrogate": (
        "JSON 字符串里有不成对的代理码 / A string has an unpaired surrogate escape",
        "用 JSON 库生成，不要截断转义 / Write it with a JSON library; do not cut inside an escape",
    ),
    "json.number": (
        "JSON 数字不得超过 {limit} 个字符 / A number has at most {limit} characters",
        "编号写成带引号的文字 / Write a reference as a quoted text",
    ),
    "header.missing": (
        "二进制模式必须有消息头 {field} / Binary mode needs the header {field}",
        "加上该消息头，或改用结构化模式（content-type: application/cloudevents+json） / Add it, or use structured mode",
    ),
    "header.spelling": (
        "消息头必须写作 {field}，不是 {written}；Kafka 区分大小写和符号 / The header is {field}, not {written}: Kafka tells them apart",
        "照写 {field} / Write {field}, letter by letter",
    ),
    "header.mode": (
        "没有 ce_ 消息头，内容却像结构化模式 / No ce_ headers, yet the value looks like structured mode",
        "加上消息头 content-type: application/cloudevents+json / Add the header content-type: application/cloudevents+json",
    ),
    "envelope.missing": (
        "结构化模式必须有属性 {field} / Structured mode needs the attribute {field}",
        "加上该属性 / Add the attribute",
    ),
    "envelope.spelling": (
        "属性必须写作 {field}，不是 {written} / The attribute is {field}, not {written}",
        "照写 {field} / Write {field}, letter by letter",
    ),
    "envelope.object": (
        "结构化模式的内容必须是一个 JSON 对象 / In structured mode the value is one JSON object",
        "每条记录发一个 CloudEvents 1.0 事件，不发数组 / Send one CloudEvents 1.0 event per record, never an array",
    ),
    "envelope.text": (
        "{field} 必须是字符串 / {field} must be a string",
        "写成带引号的文字 / Write it as a quoted text",
    ),
    "envelope.empty": (
        "{field} 不得为空 / {field} must not be empty",
        "填写该属性 / Fill it in",
    ),
    "envelope.too_long": (
        "{field} 不得超过 {limit} 个字符 / {field} has at most {limit} characters",
        "改用较短的编号 / Use a shorter one",
    ),
    "envelope.characters": (
        "{field} 不得含有控制字符，首尾不得有空白 / {field} has no control character and no space at its ends",
        "删去这些字符 / Remove these characters",
    ),
    "envelope.name": (
        "{field} 不得含有斜线、控制字符，首尾不得有空白 / {field} has no slash, no control character, no space at its ends",
        "用连字符代替斜线，如 115002360086581307-2024-00105 / Write a hyphen for the slash",
    ),
    "envelope.repeated": (
        "消息头 {field} 只能出现一次 / The header {field} appears once",
        "只留一个 / Keep one of them",
    ),
    "envelope.specversion": (
        "specversion 必须是 1.0 / specversion must be 1.0",
        "按 CloudEvents 1.0 发送 / Send CloudEvents 1.0",
    ),
    "envelope.time": (
        "{field} 必须是带时区的时刻（RFC 3339） / {field} must be a moment with its offset (RFC 3339)",
        "如 2026-03-01T09:30:00+08:00 / For example 2026-03-01T09:30:00+08:00",
    ),
    "envelope.content_type": (
        "数据必须是 JSON / The data must be JSON",
        "用 content-type: application/json（二进制）或 application/cloudevents+json（结构化） / Use one of these content types",
    ),
    "identity.other_org": (
        "{field} 写的是别的单位，此收件主题属于 {org} / {field} names another organisation; this inbox belongs to {org}",
        "只代表本单位发送；单位由主题决定，不必写在内容里 / Speak for your own organisation; the topic says who it is",
    ),
    "identity.about": (
        "{field} 只用于主管部门所说的事实，{family} 由本单位自己说 / {field} is for what supervisors tell; a unit tells {family} itself",
        "删去该属性；这种事实只说本单位 / Leave the attribute out; this fact is about your own organisation",
    ),
    "identity.not_closed": (
        "{former} 尚未撤销完毕，由其自己说 / {former} is not closed yet; until then it speaks for itself",
        "待其撤销后原样重发 / Send it again unchanged once that organisation is closed",
    ),
    "identity.about_missing": (
        "{family} 的事实必须用 {field} 写明所说的单位 / A fact of {family} must name the unit that it is about in {field}",
        "加上该属性，如 fengjie-caizhengju / Add it, such as fengjie-caizhengju",
    ),
    "identity.not_supervisor": (
        "{org} 不是 {field} 所写单位的主管部门 / {org} does not supervise the unit named in {field}",
        "核对单位代号；主管部门以单位名录为准，名录有误的先更正名录 / Check the slug; the registry says who supervises whom",
    ),
    "identity.org_closed": (
        "{org} 已从单位名录中撤销 / {org} is closed in the registry of organisations",
        "由承接其职责的单位发送；误撤的先在名录中恢复 / Let its successor send it, or have the registry put right",
    ),
    "org.unknown": (
        "{field} 所写的单位不在单位名录中 / {field} names an organisation that is not in the registry",
        "核对单位代号，相近的有：{near}；名录没有的先请县里加入 / Check the slug, near it: {near}; or have it added to the registry",
    ),
    "personal.id_card": (
        "{field} 像是含有居民身份证号码 / {field} seems to hold a resident identity card number",
        "删去号码后重发；申请人只用代号 / Remove it and send again; an applicant is only a keyed reference",
    ),
    "personal.mobile": (
        "{field} 像是含有手机号码 / {field} seems to hold a mobile telephone number",
        "删去号码后重发；申请人只用代号 / Remove it and send again; an applicant is only a keyed reference",
    ),
    "personal.text": (
        "公众事项（申请、争议、留言等）的 {field} 只能是编号，不能是文字 / In what comes from people {field} is a code, never a text",
        "只用字母、数字和 . _ : - /，如 sq-2026-0031 / Use ASCII letters, digits and . _ : - / such as sq-2026-0031",
    ),
    "type.unknown": (
        "没有这种事实 / No such type of fact",
        "改用事实种类之一，如 {known}；全部见事件说明 / Use one of the types, such as {known}; the event pages list all",
    ),
    "version.unknown": (
        "这种事实没有这个版本 / This type has no such version",
        "用 {known} / Use {known}",
    ),
    "field.missing": (
        "必须填写 {field}（{name}） / {field} is required",
        "加上该字段：{expected} / Add this field",
    ),
    "field.unknown": (
        "没有字段 {field} / There is no field {field}",
        "可用字段：{known} / Known fields: {known}",
    ),
    "field.type": (
        "{field}（{name}）的类型不对 / {field} has the wrong type",
        "应为{expected} / Required: {expected_en}",
    ),
    "field.value": (
        "{field}（{name}）的值不合规定 / {field} has a value that is not allowed",
        "要求：{expected} / Required: {expected_en}",
    ),
    "date.invalid": (
        "{field}（{name}）必须是存在的日期，写作 YYYY-MM-DD / {field} must be a real date, written YYYY-MM-DD",
        "如 2026-03-01，不带时间 / For example 2026-03-01, without a time",
    ),
    "date.future": (
        "{field}{name}不得晚于今天 {today}（北京时间） / {field} is not after today, {today} (Asia/Shanghai)",
        "事情发生后再发；日期有误的改正后重发 / Send a fact when it has happened, or put the date right",
    ),
    "date.too_far": (
        "{field}{name}不得晚于 {latest}（今天起十年） / {field} is not after {latest}, ten years from today",
        "核对年份 / Check the year",
    ),
    "date.order": (
        "{field}{name}不得早于 {other}{other_name}，即 {earliest} / {field} is not before {other}, {earliest}",
        "核对两个日期，改正后重发 / Check both days and send it again",
    ),
    "number.too_large": (
        "{field}{name}不得大于 {other}{other_name}，即 {most} / {field} is not more than {other}, {most}",
        "核对两个数，改正后重发 / Check both numbers and send it again",
    ),
    "date.too_early": (
        "{field}{name}不得早于 {earliest} / {field} is not before {earliest}",
        "核对年份；政府信息公开条例 2008 年起施行，更早的不计 / Check the year; counting starts with 2008",
    ),
}
