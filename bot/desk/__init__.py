"""The desk: a Slack on this machine, against which the unchanged Slack app runs; no workspace is needed."""
