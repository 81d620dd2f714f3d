"""Which attribute a document has, and what does not fit it (奉节府办发〔2020〕101号 二（三）)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from chassis.case import Case
from contracts.document import STATED, DocumentApproved, DocumentDrafted
from contracts.evaluation import SEED
from contracts.profile import Profile
from law import attributes as law
from law.codes import Attribute
from law.evaluation import Evaluated
from law.findings import Finding
from law.responsible import responsible_agency

ARTICLE = f"{SEED}二（三）"
ART_10, ART_37 = "条例第十条", "条例第三十七条"


@dataclass(frozen=True)
class Signed:
    """Draft and approval that count, with the ids of their facts."""

    draft: DocumentDrafted | None
    approval: DocumentApproved | None
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def approved_on(self) -> date | None:
        """Day of signature."""
        return self.approval.approved_on if self.approval else None

    @property
    def formed_by(self) -> list[str]:
        """Ids of the approval and the draft, in this order."""
        return [self.ids[name] for name in sorted(self.ids)]

    @property
    def attribute(self) -> Attribute | None:
        """As it was decided at drafting and signing."""
        drafted = self.draft.attribute if self.draft else None
        approved = self.approval.attribute if self.approval else None
        return law.decided(drafted, self._source, approved)

    def returned(self, profile: Profile) -> str:
        """Why the office does not pass it on; empty where it does, where no draft has arrived, or nobody asks for an attribute."""
        if self.draft is None or not profile.asks(STATED.code, self.draft.drafted_on):
            return ""
        reason, basis = self._approved_or_drafted("reason"), self._approved_or_drafted("legal_basis")
        return law.why_returned(self.attribute, reason, basis, self._source is not None)

    @property
    def _source(self) -> Attribute | None:
        forwarded = self.draft.forwarded_from if self.draft else None
        return forwarded.attribute if forwarded else None

    def responsible(self, own: str) -> str | None:
        """Who discloses it (条例第十条)."""
        if self.draft is None:
            return own
        return responsible_agency(own, self.draft.origin, self.draft.makers, self.draft.lead)

    def find(self, case: Case, course: Evaluated) -> None:
        """What departs from the rules of the attribute."""
        if self.draft is not None:
            self._inheritance(case, self.draft)
            self._basis(case, self.draft)
            self._mark(case, self.draft)
            self._parts(case, self.draft, course)
            self._makers(case, self.draft)

    def _inheritance(self, case: Case, draft: DocumentDrafted) -> None:
        source = self._source
        stated = [(draft.drafted_on, "draft", draft.attribute)]
        if self.approval is not None:
            stated.append((self.approval.approved_on, "approval", self.approval.attribute))
        for on, fact, attribute in stated:
            if source is not None and attribute not in (None, source):
                text = f"转发的公文沿用来文属性{source}，不能另定为{attribute}"
                case.find(Finding(on, "document.forwarded_differs", ARTICLE, text, self.ids[fact]))

    def _basis(self, case: Case, draft: DocumentDrafted) -> None:
        if law.basis_contradicts(self.attribute, self._approved_or_drafted("legal_basis")):
            text = f"所引条款与公开属性{self.attribute}不符：第十四至十六条为不予公开的依据，第十九至二十一条为主动公开的依据"
            case.find(Finding(draft.drafted_on, "document.basis_contradicts", ARTICLE, text, self.ids["draft"]))

    def _mark(self, case: Case, draft: DocumentDrafted) -> None:
        if draft.mark is None:
            return
        mark, attribute = law.read_mark(draft.mark), self.attribute
        if mark is None:
            self._note(
                case, draft, "mark_unknown", "公开标注无法识别，请使用“此件公开发布”“此件依申请公开”“此件不予公开”"
            )
        elif attribute is not None and mark.attribute is not attribute:
            self._note(case, draft, "mark_differs", f"公开标注与公开属性{attribute}不一致")

    def _parts(self, case: Case, draft: DocumentDrafted, course: Evaluated) -> None:
        """Rule 11: what is public carries no part that is not, unless the mark says that it was taken out."""
        restricted = [part for part in draft.parts_restricted if part.attribute is not Attribute.PROACTIVE]
        mark = law.read_mark(draft.mark or "")
        if not restricted or (mark is not None and mark.separated):
            return
        public = next((held for held in course.held if held.attribute is Attribute.PROACTIVE), None)
        if public is None and self.attribute is not Attribute.PROACTIVE:
            return
        text = f"主动公开的公文含有{len(restricted)}处不公开的内容，应当区分处理后公开其余部分"
        on, fact = (public.since, public.facts[0]) if public else (draft.drafted_on, self.ids["draft"])
        case.find(Finding(on, "document.restricted_parts", ART_37, text, fact))

    def _makers(self, case: Case, draft: DocumentDrafted) -> None:
        if self.responsible(case.key.org) is None:
            self._note(
                case, draft, "nobody_responsible", "多个机关制作或者来源不明，请写明牵头单位或者制作机关", ART_10
            )
        elif draft.lead is not None and draft.makers and draft.lead not in draft.makers:
            self._note(case, draft, "lead_no_maker", "牵头单位不在制作机关之中，请核对", ART_10)

    def _note(self, case: Case, draft: DocumentDrafted, code: str, text: str, article: str = ARTICLE) -> None:
        case.find(Finding(draft.drafted_on, f"document.{code}", article, text, self.ids["draft"]))

    def _approved_or_drafted(self, name: str) -> str | None:
        """As the approval has it, else the draft."""
        approved: str | None = getattr(self.approval, name, None)
        drafted: str | None = getattr(self.draft, name, None)
        return approved or drafted
