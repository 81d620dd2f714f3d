"""What each page is about: codes of the registry of measures and of duties. What the registry does not know is left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Listed:
    """A list of subjects: what is counted (see ``behind``), and whether it is of the chosen period or of all time."""

    name: str
    number: str
    ever: bool = False
    shows: tuple[str, ...] = ()
    """What of each subject is shown beside: measures, by their label, their days or their amount."""


@dataclass(frozen=True)
class Days:
    """A measure of days taken, and the last day of each step but the last, which is open."""

    code: str
    steps: tuple[int, ...]

    @property
    def spans(self) -> list[str]:
        """The steps as numbers name them: ``0-5``, ``6-10``, ``11-``."""
        begins = [0, *(step + 1 for step in self.steps)]
        return [f"{begin}-{end}" for begin, end in zip(begins, [*self.steps, ""], strict=True)]


@dataclass(frozen=True)
class Theme:
    """A page. ``name`` stands in its address and names its texts."""

    name: str
    measures: tuple[str, ...]
    """Columns of the table of units."""
    duties: tuple[str, ...] = ()
    """What is owed here."""
    labels: tuple[str, ...] = ()
    """Drawn as bars, label by label."""
    days: tuple[Days, ...] = ()
    """Drawn as distributions of the days taken."""
    lists: tuple[Listed, ...] = ()
    by_label: tuple[str, ...] = ()
    """Stocks that stand beside one another in a table, label by label."""
    part: str = ""
    """The one of them whose share of the first is shown."""


THEMES: tuple[Theme, ...] = (
    Theme(
        "applications",
        ("applications_received", "applications_answered", "applications_open", "applications_overdue"),
        ("answer", "correct", "ask_third_party", "comply"),
        ("applications_results", "applications_received_by_kind"),
        # 20 working days, and 20 more where it was extended.
        (Days("days_to_answer", (5, 10, 15, 20, 40)), Days("calendar_days_to_answer", (7, 14, 21, 28, 56))),
        (
            Listed("owing", "answer!open,answer!overdue", ever=True),
            Listed("open", "applications_open", ever=True),
            Listed(
                "ended",
                "applications_results@",
                shows=("applications_results", "days_to_answer", "calendar_days_to_answer"),
            ),
        ),
    ),
    Theme(
        "coverage",
        ("entries_obliged", "entries_covered", "entries_empty"),
        ("publish_periodically", "review_standing"),
        lists=(Listed("empty", "entries_empty", shows=("entries_obliged",)),),
        by_label=("entries_obliged", "entries_covered", "entries_empty"),
        part="entries_covered",
    ),
    Theme(
        "sites",
        ("columns", "columns_stale", "columns_empty", "column_posts", "messages_received", "messages_answered"),
        ("update_news", "update_notices", "update_column", "update_home_page", "answer_message"),
        ("columns", "columns_stale", "site_vetoes"),
        lists=(
            Listed("stale", "columns_stale", shows=("columns",)),
            Listed("all", "columns", shows=("columns", "column_posts")),
        ),
    ),
    Theme(
        "accounts",
        ("accounts_opened", "accounts_closed", "accounts_without_filing", "account_posts"),
        ("account_post", "rename_account"),
        ("account_vetoes",),
        lists=(Listed("all", "accounts_opened~accounts_closed", ever=True, shows=("account_posts", "account_vetoes")),),
    ),
    Theme(
        "interpretation",
        ("policies_published", "policies_interpreted", "policies_unplanned", "interpretations_published"),
        ("interpret",),
        ("interpretations_by_form",),
        (Days("days_to_interpret", (1, 3, 5, 10)),),
        (
            Listed("lacking", "policies_published~policies_interpreted"),
            Listed("interpreted", "policies_interpreted", shows=("days_to_interpret",)),
        ),
    ),
    Theme(
        "participation",
        (
            "consultations_opened",
            "consultations_too_short",
            "consultation_opinions",
            "consultation_opinions_adopted",
            "consultation_opinions_answered",
            "decisions_listed",
            "decisions_made",
            "decisions_heard",
            "hearings_held",
            "meetings_attended",
        ),
        (
            "consultation_feedback",
            "hearing_feedback",
            "attendance_feedback",
            "hearing_papers",
            "publish_participation",
            "announce_decision",
        ),
        ("consultations_by_matter", "decisions_by_way"),
        lists=(
            Listed(
                "consulted",
                "consultations_opened",
                shows=(
                    "consultations_by_matter",
                    "consultation_opinions",
                    "consultation_opinions_adopted",
                    "consultation_opinions_answered",
                ),
            ),
            Listed("listed", "decisions_listed", shows=("decisions_by_way", "decisions_heard")),
            Listed("heard", "hearings_held", shows=("hearing_opinions", "hearing_opinions_adopted")),
            Listed("attended", "meetings_attended", shows=("attendance_opinions", "attendance_opinions_adopted")),
        ),
    ),
    Theme(
        "villages",
        ("villages_listed", "village_matters"),
        ("village_quarterly", "village_monthly", "village_online", "village_matter", "village_matter_online"),
        ("village_publications", "village_matters_published"),
        lists=(
            Listed("all", "villages_listed~villages_dissolved", ever=True, shows=("village_publications",)),
            Listed("matters", "village_matters", shows=("village_matters_published",)),
        ),
    ),
    Theme(
        "training",
        ("trainings_planned", "trainings_held_as_planned", "trainings_held", "people_trained"),
        ("hold_training",),
        lists=(
            Listed("planned", "trainings_planned", shows=("trainings_held_as_planned",)),
            Listed("held", "trainings_held", shows=("people_trained",)),
        ),
    ),
)
"""In the order in which they stand beside one another."""

BY_NAME = {theme.name: theme for theme in THEMES}
