"""Tests of the room helpdesk."""
