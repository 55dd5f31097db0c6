"""The commands of `hakusho`, one idea a file. `ui.cli` puts them together."""
