"""Score sheets, ranks and what looks odd, counted by plain code from what the judges make of the sent facts.

Written from the rubric's file and docs/assessment.md; nothing is shared with law.scoring or with the assessment service.
"""
