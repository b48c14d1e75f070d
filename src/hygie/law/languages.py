"""The two languages in which legal data name things."""


def in_language(language: str, *, fr: str, en: str) -> str:
    """Choose between the French and the English text.

    Raises:
        ValueError: the language is neither ``fr`` nor ``en``.
    """
    if language == "fr":
        return fr
    if language == "en":
        return en
    message = f"legal data are in French (fr) and English (en), not in {language!r}"
    raise ValueError(message)
