"""The packages as people get them: built, installed into new environments, and lived with for a day."""
