"""Refusals of the first steps."""


class UnableToSave(ValueError):
    """The act is refused; the message is a French sentence that says why and what to do."""


class Stale(UnableToSave):
    """Somebody else changed the same thing in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            "Une autre personne a changé ces lignes pendant que vous écriviez : les vôtres sont ci-dessous. "
            "Ouvrez la page dans un autre onglet pour comparer, puis enregistrez à nouveau."
        )
