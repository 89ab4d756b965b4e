"""What people see: the command line, the web pages, and the dicts that both of them show."""
