"""What a person sees and is asked; the only room that speaks Rich.

What is said, `plain` and `envelope` say: sentences and data. A kind of result has a module of its name with
both of them. Rich is imported by `terminal`, the `drawn_` modules, `reader` (Markdown) and `progress` alone,
and those are loaded when a page is drawn.
"""
