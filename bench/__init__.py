"""How fast Santun is, beside what it is compared with: `python -m bench`, or `make bench`.

Every contestant runs in a process of its own, against the same fake Bot API (`botapi.py`), under the same load
(`load.py`), which are processes of their own as well. Figures are printed as they are; nothing here asserts a time.
"""
