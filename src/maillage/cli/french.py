"""The words of click in French: help, usage errors, suggestions. Nothing here knows Maillage."""

import sys

_SENTENCES = {
    "Aborted!": "Abandonné.",
    "Options": "Options",
    "Positional arguments": "Arguments",
    "Commands": "Commandes",
    "Usage:": "Usage :",
    "Missing command.": "Il manque le verbe.",
    "env var: {var}": "variable : {var}",
    "default: {default}": "par défaut : {default}",
    "required": "obligatoire",
    "Show the version and exit.": "La version, puis fin.",
    "Show this message and exit.": "Cette aide, puis fin.",
    "Try '{command} {option}' for help.": "« {command} {option} » donne l'aide.",
    "Error: {message}": "Erreur : {message}",
    "Invalid value: {message}": "Valeur refusée : {message}",
    "Invalid value for {param_hint}: {message}": "Valeur refusée pour {param_hint} : {message}",
    "Missing argument": "Il manque l'argument",
    "Missing option": "Il manque l'option",
    "Missing parameter": "Il manque le paramètre",
    "Missing {param_type}": "Il manque {param_type}",
    "Missing parameter: {param_name}": "Il manque le paramètre {param_name}",
    "No such option {name!r}.": "L'option {name} n'existe pas.",
    "No such command {name!r}.": "Le verbe « {name} » n'existe pas.",
    "unknown error": "erreur inconnue",
    "Could not open file {filename!r}: {message}": "Le fichier « {filename} » ne peut pas être ouvert : {message}",
    "Argument {name!r} takes {nargs} values.": "L'argument {name} attend {nargs} valeurs.",
    "Option {name!r} does not take a value.": "L'option {name} n'attend pas de valeur.",
    "Choose from:\n\t{choices}": "Choix :\n\t{choices}",
    "{value!r} is not a valid {number_type}.": "« {value} » n'est pas un nombre valable ({number_type}).",
    "{value} is not in the range {range}.": "{value} n'est pas dans l'intervalle {range}.",
    "{name} {filename!r} does not exist.": "{name} « {filename} » n'existe pas.",
    "{name} {filename!r} is a file.": "{name} « {filename} » est un fichier.",
    "{name} {filename!r} is a directory.": "{name} « {filename} » est un dossier.",
    "{name} {filename!r} is not readable.": "{name} « {filename} » ne peut pas être lu.",
    "{name} {filename!r} is not writable.": "{name} « {filename} » ne peut pas être écrit.",
    "file": "fichier",
    "directory": "dossier",
    "path": "chemin",
    "File": "Le fichier",
    "Directory": "Le dossier",
    "Path": "Le chemin",
}
_PLURALS = {
    "Did you mean {possibility}?": (
        "Vouliez-vous écrire {possibility} ?",
        "Vouliez-vous écrire l'un de ceux-ci : {possibilities} ?",
    ),
    "Got unexpected extra argument ({args})": (
        "Un argument est en trop : {args}.",
        "Des arguments sont en trop : {args}.",
    ),
    "Option {name!r} requires an argument.": (
        "L'option {name} attend une valeur.",
        "L'option {name} attend {nargs} valeurs.",
    ),
    "{value!r} is not {choice}.": (
        "« {value} » n'est pas {choice}.",
        "« {value} » n'est aucun de ces choix : {choices}.",
    ),
    "{value!r} does not match the format {format}.": (
        "« {value} » n'est pas une date : écrivez-la AAAA-MM-JJ, par exemple 2026-09-15.",
        "« {value} » n'a aucune de ces formes : {formats}.",
    ),
    "Takes {nargs} values but 1 was given.": (
        "{nargs} valeurs attendues, une donnée.",
        "{nargs} valeurs attendues, {len} données.",
    ),
}


def sentence(message: str) -> str:
    """The French form; the English one when click says something we have not met."""
    return _SENTENCES.get(message, message)


def plural(one: str, many: str, count: int) -> str:
    """French takes the singular under two."""
    return _PLURALS.get(one, (one, many))[count > 1]


def translate() -> None:
    """click binds gettext's functions by name in each of its modules: ours take their place there."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "click":
            for word, translation in (("_", sentence), ("ngettext", plural)):
                if hasattr(module, word):
                    setattr(module, word, translation)
