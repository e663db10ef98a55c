"""The process: everything that is alive is built here, once, by hand."""
