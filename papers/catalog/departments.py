"""Which department is meant: by the words of 公开主体, or, where they only say 主管部门, by the domain.

The names are parts of the full names that departments have in the registry; the first that the county has counts.
"""

from __future__ import annotations

import re

BY_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?<!人)民政(?!府)", ("民政局",)),
    (r"财政", ("财政",)),
    (r"应急|安监|安全生产监督", ("应急管理", "应急", "安全生产监督")),
    (r"市场监[督管]|食药监|食品药品|工商", ("市场监督管理", "市场监管", "食品药品监督")),
    (r"发展(?:和|与)?改革|发改", ("发展和改革", "发展改革")),
    (r"统计", ("统计",)),
    (r"教育", ("教育",)),
    (r"公安|派出所|户籍", ("公安",)),
    (r"司法", ("司法",)),
    (r"人力资源|人社|社会保障|就业", ("人力资源和社会保障", "人力社保")),
    (r"自然资源|国土|规划", ("规划和自然资源", "自然资源", "国土")),
    (r"生态环境|环保|环境保护", ("生态环境", "环境保护")),
    (r"住房|住建|城乡建设|房屋|保障房", ("住房和城乡建设", "住房城乡建设")),
    (r"城市?管|综合执法|市容|园林|燃气", ("城市管理", "综合行政执法", "综合执法")),
    (r"交通", ("交通运输", "交通")),
    (r"水利|水务", ("水利", "水务")),
    (r"农业农村|农业|农委|农机", ("农业农村", "农业")),
    (r"扶贫|乡村振兴|脱贫", ("乡村振兴", "扶贫")),
    (r"文化|文旅|旅游|文物", ("文化和旅游", "文化")),
    (r"卫生|卫健|医疗机构|疾控", ("卫生健康", "卫生")),
    (r"医保|医疗保障", ("医疗保障",)),
    (r"税务|税收", ("税务",)),
    (r"审计", ("审计",)),
    (r"林业|林草", ("林业",)),
    (r"商务", ("商务",)),
    (r"退役军人", ("退役军人",)),
    (r"信访", ("信访",)),
    (r"公共资源交易", ("公共资源交易",)),
    (r"政务服务|行政审批|审批服务", ("政务服务", "行政审批")),
    (r"^(?:本级|县级|县区|县|区|市)?(?:人民)?政府(?:办|办公室)?$", ("人民政府办公室",)),
)
"""Pattern in a phrase → parts of names."""

BY_DOMAIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"国土空间规划|城乡规划|征地", ("规划和自然资源", "自然资源", "国土")),
    (r"重大建设项目", ("发展和改革", "发展改革")),
    (r"公共资源交易", ("公共资源交易", "发展和改革")),
    (r"财政", ("财政",)),
    (r"安全生产|救灾", ("应急管理", "应急")),
    (r"税", ("税务",)),
    (r"房屋征收|保障性住房|农村危房", ("住房和城乡建设", "住房城乡建设")),
    (r"环境", ("生态环境", "环境保护")),
    (r"文化", ("文化和旅游", "文化")),
    (r"法律服务", ("司法",)),
    (r"扶贫|乡村振兴", ("乡村振兴", "扶贫")),
    (r"食品|药品", ("市场监督管理", "市场监管")),
    (r"综合执法|市政", ("城市管理", "综合行政执法", "综合执法")),
    (r"就业|社会保险", ("人力资源和社会保障", "人力社保")),
    (r"社会救助|养老", ("民政局",)),
    (r"户籍", ("公安",)),
    (r"涉农", ("农业农村", "农业")),
    (r"教育", ("教育",)),
    (r"医疗|卫生", ("卫生健康", "卫生")),
)
"""Pattern in a domain → parts of names of its 主管部门."""

_WORDS = tuple((re.compile(pattern), names) for pattern, names in BY_WORDS)
_DOMAINS = tuple((re.compile(pattern), names) for pattern, names in BY_DOMAIN)


def of_words(phrase: str) -> tuple[str, ...]:
    """Parts of names of the department that a phrase means; empty where it names none."""
    return next((names for pattern, names in _WORDS if pattern.search(phrase)), ())


def of_domain(domain: str) -> tuple[str, ...]:
    """Parts of names of the domain's 主管部门; empty where it is not known."""
    return next((names for pattern, names in _DOMAINS if pattern.search(domain)), ())
