"""标记: what is wrong in practice with a subject, as codes in ``flags`` of its state, and the words for them."""

from __future__ import annotations

FLAG_NAMES: dict[str, str] = {
    "no_draft": "没有拟稿记录",
    "no_attribute": "没有标明公开属性，退回",
    "withheld_without_reason": "不予公开没有说明理由或者依据，退回",
    "expired_before_approval": "失效早于签发",
    "approved_though_returned": "退回后仍然签发",
    "unsure_not_referred": "审查不能确定而没有报请（条例第十七条）",
    "no_listing": "没有列入目录的记录",
    "limit_unread": "公开时限不能识别，暂按条例第二十六条",
    "limit_doubtful": "公开时限需要人工核对",
    "to_be_listed_as_public": "评估为主动公开，目录仍列为依申请公开",
    "versions_left_out": "版本过多，只列最近的",
    "item_unknown": "所依的目录事项没有报送，暂按条例第二十六条；请核对事项编号",
    "item_not_in_force": "所依的目录事项在形成之日没有生效的版本",
    "published_before_formation": "发布早于形成",
    "published_though_not_public": "按属性不应公开而已经公开",
    "no_formation": "没有形成的记录",
    "withdrawn_before_publication": "撤下早于发布",
    "answered_without_receipt": "有答复而没有收到申请的记录",
    "answered_before_receipt": "答复早于收到",
    "unconfirmed": "尚未双方确认，期限没有起算",
    "notice_unknown": "所指的考核通知没有报送",
    "findings_left_out": "问题过多，只列最近的",
    "links_left_out": "关联事项过多，没有全部计入",
    "amendment_waits_for_its_fact": "更正或者撤回所指的事实尚未收到",
}
"""Code → words; a code of another version, or of a county's own family, stands for itself."""


def flag_words(flags: list[str]) -> str:
    """The flags of a state in Chinese."""
    return "；".join(FLAG_NAMES.get(code, code) for code in flags)
