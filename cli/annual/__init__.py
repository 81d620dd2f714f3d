"""Annual report tables 三 and 四 for people: on the console, and as a workbook in the layout of the form."""
