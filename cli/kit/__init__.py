"""The conformance kit: samples with the verdicts that they get, and a program that tries them out."""
