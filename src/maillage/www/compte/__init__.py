"""The account of a person: sign-in, second factor, sessions, invitations, spaces, roles."""
