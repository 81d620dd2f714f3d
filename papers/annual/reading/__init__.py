"""Annual reports that others typed: .xlsx, .xls, .csv and .docx read into the cells and paragraphs of the form."""
