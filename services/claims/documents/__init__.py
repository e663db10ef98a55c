"""Fills the documents of a claim: letters that families must write, the receipt, the picture of its way, the file."""
