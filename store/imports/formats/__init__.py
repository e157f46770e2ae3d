"""The export formats of the common help-desk tools, one file each."""
