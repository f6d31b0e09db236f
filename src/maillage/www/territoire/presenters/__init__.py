"""From a visit to what the studio's templates print: every text is formatted here."""
