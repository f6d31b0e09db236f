"""What several kinds of tests share: the closed network, the browser, a PostgreSQL server."""
