"""What the product must hold against: load, faults, bad input, attackers and its own words; each with an injection and a number."""
