"""A person talks to the bot through the simulator, as in life."""
