"""Telegram: how a chat is heard, led through steps and answered."""
