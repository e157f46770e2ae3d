"""Files that strangers wrote are read in a child process: whatever breaks there is one sentence here."""
