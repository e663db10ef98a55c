"""The help desk, without Telegram before it."""
