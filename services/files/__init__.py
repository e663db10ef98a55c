"""Keeps the contents of files that people sent: sealed, under names that tell nothing, in a folder or an S3 store."""
