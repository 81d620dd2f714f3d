"""A county's rubric (考核评分细则) on the bus and in its file. See ``law.scoring`` for what is made of it.

``record`` is what lies on registry.rubrics.v1, ``lawful`` turns it into the law's terms, ``file`` reads what the county's office writes,
``checking`` says what is wrong, ``changes`` what one version makes of another, ``evidence`` takes what there is of a unit from states.
"""
