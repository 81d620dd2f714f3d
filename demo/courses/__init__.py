"""What a unit's simulated year holds of each family; the module bears the family's name and has a ``COURSE``."""
