"""What other tools say of systems, brought into the language, and what the language says, for other tools."""
