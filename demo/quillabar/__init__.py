"""Quillabar Packhouse: an Australian company with service points, two clocks and daylight saving. README.md tells its story."""
