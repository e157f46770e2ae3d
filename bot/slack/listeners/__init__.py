"""What Slack may send us, each kind with its listener: it saves and acknowledges, and whatever takes time comes after."""
