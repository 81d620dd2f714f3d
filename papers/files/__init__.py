"""Tables that others send, read with care: workbooks and CSV as grids of text, measured before they are opened."""
