"""Pages about one sort of subjects each: applications, coverage, columns and accounts, interpretation, consultations, villages, training.

``declared`` says what each page is about, ``sums`` adds up what units count, ``drawing`` makes the small drawings, ``page`` answers.
"""
