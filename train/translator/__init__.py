"""The recipe of the embedded English→Arabic translator: prepare → train → evaluate → export."""
