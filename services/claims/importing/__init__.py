"""Decisions that the branch of BPJS sends as a sheet: read, tried, and recorded claim by claim."""
