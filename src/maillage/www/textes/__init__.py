"""The law as Maillage knows it: parameters, register of texts, what is not established, glossary."""
