"""What people print and edit: letters and workbooks. Reads and writes nothing but the file it is told to write."""
