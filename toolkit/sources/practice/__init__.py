"""The practice set: figures made by chance, of every authority and indicator, to rehearse with.

Nothing in it is anybody's figure. Sizes are typical, differences are not real.
"""
