"""Facts that a clerk reports by hand, in workbooks: templates made from the families' models, and what comes back filled in."""
