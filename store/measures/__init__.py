"""Pure arithmetic over facts: no clock, no database, no rounding that flips a verdict."""
