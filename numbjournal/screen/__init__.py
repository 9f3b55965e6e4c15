"""What a person sees and is asked. The only room that speaks Rich, and only in `terminal`."""
