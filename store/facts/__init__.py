"""The facts everything else stands on: frozen, typed, each with its source; no arithmetic, no database."""
