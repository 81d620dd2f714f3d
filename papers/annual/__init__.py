"""Annual report tables 三 and 四, as a workbook in the layout of the form."""
