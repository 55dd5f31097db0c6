"""What people see: the page, the command line, and the words on both."""
