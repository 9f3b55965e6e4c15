"""Estimates in words, each with its interval."""

from numbjournal.core.estimate import Estimate


def share_words(share: Estimate) -> str:
    """`42%, roughly 34% to 50%`."""
    return f"{share.value:.0%}, roughly {share.low:.0%} to {share.high:.0%}"


def of_ten(pairs: Estimate) -> str:
    """`7 of 10 (roughly 5 to 8)`."""
    return f"{tenths(pairs.value)} of 10 ({roughly(pairs)})"


def tenths(share: float) -> str:
    """A share as a number of 10."""
    return f"{share * 10:.0f}"


def roughly(pairs: Estimate) -> str:
    """`roughly 5 to 8`, or `roughly 6`."""
    low, high = tenths(pairs.low), tenths(pairs.high)
    return f"roughly {low}" if low == high else f"roughly {low} to {high}"
