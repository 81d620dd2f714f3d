"""Scoring: a county's rubric and a unit's evidence make a score sheet. Pure, in whole hundredths of a point.

``rubric`` and ``rules`` say what is asked for, ``formula`` how amounts are computed, ``evidence`` and ``ground`` what there is of a unit,
``scoring`` makes the ``sheet``, ``ranks`` compares the sheets of a roster. 奉节府办发〔2020〕101号 三（三）, 条例第四十六条.
"""
