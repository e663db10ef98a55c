"""Papers of a claim (*berkas*): what families photograph, kept sealed, and what staff find of it."""
