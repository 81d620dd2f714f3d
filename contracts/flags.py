"""标记 in words: what each code in the ``flags`` of a state says, and what its sender does about it."""

from __future__ import annotations

from typing import Final

FLAGS: Final = {
    # 公文
    "no_draft": "没有报过拟稿；请补报",
    "expired_before_approval": "失效早于签发；请核对日期",
    "approved_though_returned": "退回的公文仍然签发",
    "unsure_not_referred": "审查不能确定，没有提请确定",
    "no_attribute": "没有标明公开属性，已退回",
    "withheld_without_reason": "不予公开没有写明理由和依据，已退回",
    # 目录事项
    "no_listing": "没有报过列入目录；请补报",
    "limit_unread": "公开时限读不出，暂按条例第二十六条；请人工核对",
    "limit_doubtful": "公开时限已读出，仍请人工核对",
    "to_be_listed_as_public": "评估认为可以主动公开，目录仍为依申请；请改列",
    "versions_left_out": "版本或者单位太多，此处只列最近的",
    # 主动公开
    "item_unknown": "所指的目录事项没有收到；请核对事项编号，暂按条例第二十六条",
    "item_not_in_force": "形成当日所指的目录事项没有生效的版本，暂按条例第二十六条",
    "published_before_formation": "发布早于形成",
    "published_though_not_public": "依申请公开或者不予公开的信息已经发布；请核对公开属性",
    "no_formation": "已经发布，没有报过形成或者签发；请补报",
    "withdrawn_before_publication": "撤下之前没有发布；请补报发布，或者核对日期",
    # 村务公开
    "no_list": "有公布，没有报过村务公开清单；请补报",
    "publishes_unlisted": "公布了清单以外的事项；请核对事项代号，属实的列入清单",
    "no_arising": "有公布，没有报过事项发生；请补报",
    # 依申请公开
    "answered_without_receipt": "有答复，没有报过收到申请；请补报",
    "answered_before_receipt": "答复早于收到；请核对日期",
    "unconfirmed": "收到超过5个工作日仍未确认；请与申请人确认",
}
"""Code → its words. What a family is not ours flags has its code alone."""


def flag_words(code: str) -> str:
    """What a flag says, with its code; of one that this version does not know the code."""
    words = FLAGS.get(code)
    return f"{words}（{code}）" if words else code
