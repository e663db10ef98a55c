"""The first hour after an accident: a record made with one press, its clock, and the claim that it becomes."""
