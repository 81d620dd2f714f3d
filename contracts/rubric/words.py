"""The settings of the file and what stands for them in the record."""

from __future__ import annotations

SETTINGS = ("县", "版本", "名称", "说明", "默认", "自", "止", "满分", "名册", "等次", "指标")
ROSTER = ("类别", "单位")
KINDS = ("部门", "乡", "镇", "街道", "其他")
CLAUSE = ("编号", "名称", "分值", "依据", "名册", "周期", "自", "止", "最少证据")
PERIODS = {"月": "month", "季": "quarter", "年": "year"}
EFFECTS = {"零分": "zero", "不合格": "fail"}
STATUSES = {"逾期履行": "met_late", "逾期未履行": "overdue"}
YES = {"是": True, "否": False}
SILENCE = {"扣分": True, "不扣分": False}
IN_PROPORTION = "按比例"

PER_EVENT, THRESHOLD, PRESENCE, RATIO, TIMELINESS, SCORE_OF, VETO, BONUS = (
    "按件扣分",
    "达标",
    "有无",
    "比率",
    "按期率",
    "取得分",
    "一票否决",
    "加分",
)
EVENTS = ("义务", "状态", "问题", "每件")
PER_POINT = "每低1个百分点扣"

RULES = {
    PER_EVENT: ("per_event", ("事项", "最多")),
    THRESHOLD: ("threshold", ("计算", "不少于", "不多于", "扣分", "静默")),
    PRESENCE: ("presence", ("计算", "扣分", "静默")),
    RATIO: ("ratio", ("分子", "分母", "目标", PER_POINT, "档次")),
    TIMELINESS: ("timeliness", ("义务", "目标", PER_POINT, "档次")),
    SCORE_OF: ("score_of", ("周期", "编号")),
    VETO: ("veto", ("事项", "结果")),
    BONUS: ("bonus", ("计算", "每件", "最多")),
}
"""A rule's name in the file → in the record, and its settings."""

RULE_NAMES = {rule: name for name, (rule, _) in RULES.items()}
PERIOD_NAMES = {period: name for name, period in PERIODS.items()}

FIELDS = {
    "county": "县",
    "version": "版本",
    "title": "名称",
    "note": "说明",
    "full": "满分",
    "rosters": "名册",
    "grades": "等次",
    "clauses": "指标",
}
CLAUSE_FIELDS = {
    "path": "编号",
    "title": "名称",
    "weight": "分值",
    "source": "依据",
    "least_evidence": "最少证据",
}
RULE_FIELDS = {
    "events": "事项",
    "cap": "最多",
    "formula": "计算",
    "least": "不少于",
    "most": "不多于",
    "points": "扣分",
    "numerator": "分子",
    "denominator": "分母",
    "duties": "义务",
    "target": "目标",
    "per_point": PER_POINT,
    "steps": "档次",
    "of_path": "编号",
}
"""Fields of the record that have bounds → in the file: of the whole, of a clause, of a clause's rule."""
