"""What is due is chased: durable jobs, reminders, reviews."""
