"""The directory as files: Open Referral HSDS, nested (JSON) or tabular (CSV), and the Finnish national catalogue."""
