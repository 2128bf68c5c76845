"""What every torment stands on: a server on its own data, receivers that misbehave on demand, a loader that keeps what it
was told, and the checks. Python's standard library alone."""
