"""Who is insured: numbers and names as people write them, the roster, and coverage on a day."""
