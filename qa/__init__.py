"""Questions in, answers out: quotes with their places, or an honest refusal."""
