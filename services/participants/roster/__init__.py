"""Loading rosters and payment lists: from a spreadsheet's cells to sealed records, one transaction a file."""
