"""People who sign in, what their roles allow, the journal of access, and the walls between communities."""
