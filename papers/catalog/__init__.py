"""基层政务公开标准目录 as a workbook: reading what counties have, and writing it in the official layout."""
