"""What Slack takes for a message's or a view's blocks, and what it refuses."""
