"""Catalog: suggestions, rows of the standard catalogs, and documents with their attribute (奉节府办发〔2020〕101号 二（一）, 二（三）)."""
