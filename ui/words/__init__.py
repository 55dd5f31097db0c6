"""Every word a person reads on the screen, a language a file. `ui.strings` gives them out."""
