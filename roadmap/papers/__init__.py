"""One tree of plain values in, the bytes of one file out. No database, no Django, no clock.

So the same tree gives the same bytes, in this process or another one, and a
large report takes its memory with it when its process ends.
"""
