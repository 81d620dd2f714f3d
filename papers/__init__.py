"""What people print and edit: letters and workbooks. Reads and writes nothing but the file it is told to write."""

SIMULATED = "演示数据（模拟）"
"""What every paper of a demonstration says."""
