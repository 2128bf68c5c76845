"""One file a torment. Each has NAME, WHAT, COUNTS (full, quick) and `async def run(setup, tally, options)`."""
