"""公文: one structure of blocks for every paper, and one renderer each for PDF (GB/T 9704), Word and Excel."""
