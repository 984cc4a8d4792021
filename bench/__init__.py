"""What a page costs, in bare Django pages: ``make bench``.

The measure is CPU time a request, of the web workers and their PostgreSQL
backends, as the system accounts for it: wall clock on a shared machine moves
tenfold, CPU time by tens of per cent. Every page is paired with the bare page
asked for just after it, and what is printed is their ratio. Under 15 % is noise.
"""
