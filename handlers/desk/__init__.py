"""The console of the help desk: pages for staff, under /desk."""
