"""The staff's group at Telegram: one topic per conversation, carried there at Telegram's pace, and read from there."""
