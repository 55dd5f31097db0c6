"""The commands of `hakusho`, an idea a file. `ui.cli` puts them together."""
