"""What is wrong with an annual report that someone typed: its cells, its sums, last year's report, its text."""
