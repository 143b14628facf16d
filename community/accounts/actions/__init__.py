"""What can happen to an account. Each function checks, changes, records and tells, in that order."""
