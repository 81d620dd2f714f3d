"""The ways that an application goes: which facts come how many days after its receipt, and what happens against it."""
