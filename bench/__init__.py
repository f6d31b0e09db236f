"""Speed of Maillage, measured beside peers: each module gives rows, `python -m bench` prints them."""
