"""Pages of visitors (`public`), of the team (`team`), and the door on the day (`door`)."""
