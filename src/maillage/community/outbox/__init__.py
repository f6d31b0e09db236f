"""Mail that leaves: written in the transaction of the act, sent by a worker, seen when it fails."""
