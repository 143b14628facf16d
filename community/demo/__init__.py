"""A small believable service to look around in. Installed only when bin/demo says so."""
