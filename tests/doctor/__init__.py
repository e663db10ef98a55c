"""Tests of `santun doctor`."""
