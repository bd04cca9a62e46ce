"""What a file may weigh, and the one error the reader raises."""

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 20 * MEGABYTE
MAX_CHARACTERS = 2_000_000
MAX_LINES = 20_000
MAX_LINE_CHARACTERS = 20_000


class UnreadableMinutes(ValueError):
    """The file cannot be read; `str(error)` is a French sentence: what happened, what to do."""

    def __init__(self, message_fr: str):
        super().__init__(message_fr)
        self.message_fr = message_fr


def too_many_lines() -> UnreadableMinutes:
    return UnreadableMinutes(
        f"Ce document a plus de {MAX_LINES} lignes : ce n’est sans doute pas un compte rendu. "
        "N’en gardez que la partie utile, puis déposez-le de nouveau."
    )
