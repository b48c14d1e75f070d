"""One module a command; each gives ``build(voice)``, so that help speaks the language that was chosen."""
