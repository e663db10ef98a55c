"""The storm: people talk to two processes of Santun while everything around these fails; then books are balanced."""
