"""Pages of accounts: one's own, the way back, and the people who work here."""
