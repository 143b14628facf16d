"""The directory read by programs: the read-only API of Open Referral HSDS 3.1, open to everybody."""
