"""What commands share on the command line."""
