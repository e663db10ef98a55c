"""HTTP as it happens, over real sockets."""
