"""The echo bots that Santun is compared with. They run on an interpreter of their own (`scripts/peers` makes it).

Each does what the documentation of its library recommends, and imports nothing of Santun.
"""
