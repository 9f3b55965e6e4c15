"""Words for values: labels, days, quantities and sentences, for the screen and for exports alike."""
