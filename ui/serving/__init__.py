"""Serving: what stands between the network and the page."""
