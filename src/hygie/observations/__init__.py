"""Readers of what is seen: bills of materials, advisories, VEX, MDS2, inventories. Tolerant, bounded, typed.

What a reader cannot use is set aside with its reason and its place, item by item: read + rejected = total.
A file of which nothing can be used gives a refusal. Nothing here opens a socket or follows a link of a file.
"""
