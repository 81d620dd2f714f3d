"""The text of a report: what was published, asked and answered, what is late or looks odd, who stands last, what was restated. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from contracts.assessment.report import ReportPart
from contracts.assessment.restatement import Restatement
from contracts.assessment.sheet import RankingRow, ranked
from law.reports import REPORT_NAMES, ReportKind, day_in_words, in_words

LAST = 5
"""Units that are named at the end of the ranking, as monthly reports do."""

PERIOD_WORDS = {ReportKind.MONTHLY: "本月", ReportKind.QUARTERLY: "本季度", ReportKind.ANNUAL: "本年度"}


class Stock(NamedTuple):
    """Facts of months before the first day that passed here, brought in during the period long after their days."""

    begun: date
    facts: int


def paragraphs(
    kind: ReportKind,
    period: str,
    as_of: date,
    parts: Sequence[ReportPart],
    restated: Sequence[Restatement],
    stock: Stock | None,
) -> list[str]:
    """The paragraphs, in their order; every number is one of the report's own."""
    this = PERIOD_WORDS[kind]
    return [
        f"{this}（{in_words(period)}）数据截至{day_in_words(as_of)}，共{len(parts)}个单位。",
        _published(this, parts),
        _asked(this, parts),
        *_duties(this, parts),
        *_faults(this, parts),
        *_silent(this, parts),
        *_ranked(parts),
        *_vetoed(parts),
        *_odd(parts),
        *_brought_in(this, stock),
        *_restated(restated),
    ]


def _sum(parts: Iterable[ReportPart], measure: str) -> int:
    return sum(part.row.counts.get(measure, 0) for part in parts)


def _published(this: str, parts: Sequence[ReportPart]) -> str:
    return f"主动公开：{this}公开政府信息{_sum(parts, 'items_published')}条。"


def _asked(this: str, parts: Sequence[ReportPart]) -> str:
    received, answered = _sum(parts, "applications_received"), _sum(parts, "applications_answered")
    late = sum(part.row.obligations["answer"].met_late for part in parts if "answer" in part.row.obligations)
    overdue = sum(part.row.obligations["answer"].overdue for part in parts if "answer" in part.row.obligations)
    return f"依申请公开：{this}收到申请{received}件，答复{answered}件；到期应答复的，逾期答复{late}件，逾期未答复{overdue}件。"


def _duties(this: str, parts: Sequence[ReportPart]) -> list[str]:
    due = met = late = overdue = 0
    behind: list[tuple[int, str]] = []
    for part in parts:
        rows = part.row.obligations.values()
        due += sum(row.due for row in rows)
        met += sum(row.met_on_time for row in rows)
        late += sum(row.met_late for row in rows)
        unmet = sum(row.overdue for row in rows)
        overdue += unmet
        if unmet:
            behind.append((unmet, part.name))
    text = f"按期履行：{this}到期的义务{due}项，按期履行{met}项，逾期履行{late}项，逾期未履行{overdue}项。"
    most = sorted(behind, key=lambda unit: (-unit[0], unit[1]))[:LAST]
    names = "、".join(f"{name}{amount}项" for amount, name in most)
    return [text, f"逾期未履行最多的单位：{names}。"] if names else [text]


def _faults(this: str, parts: Sequence[ReportPart]) -> list[str]:
    """The faults of the period, and whose they are: by kind, and how many of them no re-check has found mended."""
    sums = {name: _sum(parts, name) for name in ("faults_found", "faults_mended", "rechecks_failed", "faults_repeated")}
    if not any(sums.values()):
        return []
    text = (
        f"问题整改：{this}发现问题{sums['faults_found']}个，其中经复查整改到位{sums['faults_mended']}个；"
        f"复查未过{sums['rechecks_failed']}次，重复发生{sums['faults_repeated']}个。"
    )
    units = []
    for part in parts:
        kinds = "、".join(f"{kind}{amount}个" for kind, amount in sorted(part.row.by.get("faults_by_kind", {}).items()))
        unmended = part.row.counts.get("faults_found", 0) - part.row.counts.get("faults_mended", 0)
        if kinds:
            units.append(f"{part.name}（{kinds}{f'，尚未整改到位{unmended}个' if unmended else ''}）")
    return [text, f"发现问题的单位：{'、'.join(units)}。"] if units else [text]


def _silent(this: str, parts: Sequence[ReportPart]) -> list[str]:
    names = [part.name for part in parts if part.sheet is not None and part.sheet.unheard]
    return [f"{this}没有报送任何事实的单位（{len(names)}个）：{'、'.join(names)}。"] if names else []


def _ranked(parts: Sequence[ReportPart]) -> list[str]:
    names = {part.org: part.name for part in parts}
    rankings = ranked([part.sheet for part in parts if part.sheet is not None])
    return [_last(ranking, names) for ranking in rankings if ranking.places]


def _last(ranking: RankingRow, names: dict[str, str]) -> str:
    """Whoever stands last, the last first. Of units that share a rank all are named or none, and never those that share the first."""
    by_rank = [list(places) for _, places in groupby(ranking.places, key=lambda place: place.rank)]
    behind: list[str] = []
    for places in reversed(by_rank[1:]):
        if len(behind) + len(places) > LAST:
            break
        behind += [f"{names[place.org]}{place.total}分" for place in places]
    text = "、".join(behind)
    if not text:
        lowest = by_rank[-1]
        text = f"{len(lowest)}个单位并列，{lowest[0].total}分" + ("，见排名" if len(by_rank) > 1 else "，没有先后")
    return f"得分排在后面的单位（{ranking.roster}，共{len(ranking.places)}个）：{text}。"


def _vetoed(parts: Sequence[ReportPart]) -> list[str]:
    texts = [
        f"{part.name}（{'、'.join(veto.title for veto in part.sheet.vetoes)}）"
        for part in parts
        if part.sheet is not None and part.sheet.vetoes
    ]
    return [f"一票否决：{'、'.join(texts)}。"] if texts else []


def _odd(parts: Sequence[ReportPart]) -> list[str]:
    texts = [
        f"{part.name}（{'；'.join(f'{indicator.name}：{indicator.text}' for indicator in part.indicators)}）"
        for part in parts
        if part.indicators
    ]
    return [f"指标异常（不计分，请核实）：{'、'.join(texts)}。"] if texts else []


def _brought_in(this: str, stock: Stock | None) -> list[str]:
    if stock is None:
        return []
    return [f"存量补录：{this}收录{day_in_words(stock.begun)}启用以前各月的事实{stock.facts}条，不列为事后补记。"]


def _restated(restated: Sequence[Restatement]) -> list[str]:
    cells: Counter[str] = Counter()
    withdrawn: Counter[str] = Counter()
    for restatement in restated:
        _, kind, period = restatement.report.split("|")
        named = f"{in_words(period)}{REPORT_NAMES[ReportKind(kind)]}{restatement.numbered}"
        if restatement.cells:
            cells[named] += len(restatement.cells)
        else:
            withdrawn[named] += 1
    return [
        *(f"更正：{named}有{n}处与现在的数据不同，见所附更正记录。" for named, n in sorted(cells.items())),
        *(
            f"更正撤回：{named}的{n}个单位与印发时一致，此前所附的更正不再成立。"
            for named, n in sorted(withdrawn.items())
        ),
    ]
