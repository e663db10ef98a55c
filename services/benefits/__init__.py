"""What the programme pays, which papers it asks for, who inherits and by when: rules as tables, and their words."""
