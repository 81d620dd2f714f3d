"""Catalog: documents with their attribute, decided at drafting (奉节府办发〔2020〕101号 二（三）)."""
