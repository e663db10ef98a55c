"""What reacts to the outside: chats, hooks, the desk."""
