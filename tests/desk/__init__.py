"""The console, over HTTP and in Chromium."""
