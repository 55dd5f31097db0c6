"""What people see: the page, the command line, and the words on both."""

VERSION = "0.2.0.dev0"
