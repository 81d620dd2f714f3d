"""Publishing: information that must be disclosed, and its disclosures (条例第二十六条)."""
