"""The answer that a page of confirmation sends, for tests of what comes after it."""

YES = {"confirme": "oui"}
