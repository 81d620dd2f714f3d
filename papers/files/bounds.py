"""How much of a workbook is read: what is beyond is refused before memory is spent on it."""

from __future__ import annotations

MOST_BYTES = 20_000_000
"""Of a file."""

MOST_UNPACKED = 100_000_000
"""Bytes of all parts of an .xlsx that are read, unpacked."""

MOST_RATIO = 200
"""Unpacked to packed, where a part unpacks to more than ``SMALL``: cells of real tables come to 5–20."""

SMALL = 5_000_000

MOST_PARTS = 2_000
"""Members of the package."""

MOST_ROWS = 20_000
"""Rows with something in them, of all sheets; the catalogs of a whole county come to some 2,000."""

MOST_COLUMNS = 100
"""The last column with something in it."""

MOST_SHEETS = 200

MOST_CELLS = 2_000_000
"""Of the area of a sheet up to its last row and column with something in them, and of all areas of a file that are merged."""
