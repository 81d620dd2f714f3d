"""Departures from the law that the rubric asks after, by family: seen by plain code of its own, as the judges count."""
