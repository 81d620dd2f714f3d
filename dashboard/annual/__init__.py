"""Tables 二, 三 and 四 of the annual report, live: each cell is made of what rows of metrics count, and leads to it.

``cells`` says what a cell is made of, ``sums`` adds it up from rows, ``page`` draws the tables as the form does.
"""
