"""What the project knows: rooms that never heard of Telegram or HTTP."""
