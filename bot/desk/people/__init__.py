"""What a person does in Slack: writes, presses, fills in, uploads; each act tells the app as Slack would."""
