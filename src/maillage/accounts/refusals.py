"""What the actions of the records raise when they refuse: pages and commands show the sentence as it is."""


class UnableToSave(ValueError):
    """The act is refused; the message is a French sentence that says why and what to do."""


class Stale(UnableToSave):
    """Somebody else changed the same thing in the meantime."""

    def __init__(
        self,
        sentence: str = "Une autre personne a changé ces lignes pendant que vous écriviez : les vôtres sont ci-dessous. "
        "Ouvrez la page dans un autre onglet pour comparer, puis enregistrez à nouveau.",
    ) -> None:
        super().__init__(sentence)
