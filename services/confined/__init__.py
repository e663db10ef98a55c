"""Runs one of our modules in a child process of its own that can do next to nothing: for the libraries in C and Rust
that read what strangers sent.

The child gets an order and content by its standard input, answers by its standard output, and is gone. Memory and time
are limited. Before it reads a byte of the content it has closed its doors: it opens no file and no socket, starts no
process, writes nothing to disk, and never knew our environment. Windows and macOS lack some of these means; there the
rest holds, and the clock of the parent always. `asking` is the parent's side, `serving` and `doors` are the child's.
"""
