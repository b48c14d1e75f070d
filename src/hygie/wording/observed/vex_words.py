"""What is said of statements of suppliers and of what bills list of vulnerabilities."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "stated_by_supplier": Sentence(
        N_("Its supplier says so; no advisory of the base names it."), N_("See what the statement advises.")
    ),
    "listed_in_bill": Sentence(
        N_(
            "The bill of materials itself lists it (according to {by}), and no advisory of the base names it."
        ),
        N_("Find out whether it concerns the component, and ask the supplier for a statement."),
    ),
    "statement_ahead": Sentence(
        N_("The statement on {vulnerability} is dated {day}, after the day asked for: it does not hold yet."),
        N_("Correct its date, or give a later day (--as-of)."),
    ),
    "listed_nowhere": Sentence(
        N_("The bill lists {vulnerability}, in nothing that it holds."),
        N_("Ask the author of the bill which component is meant."),
    ),
}

TERMS = {
    ("justification", "component_not_present"): N_("the component is not in the product"),
    ("justification", "vulnerable_code_not_present"): N_("the vulnerable code is not in the product"),
    ("justification", "vulnerable_code_not_in_execute_path"): N_("the vulnerable code is never executed"),
    ("justification", "vulnerable_code_cannot_be_controlled_by_adversary"): N_(
        "an attacker cannot control the vulnerable code"
    ),
    ("justification", "inline_mitigations_already_exist"): N_("protections in the product prevent it"),
    ("justification", "code_not_present"): N_("the code was removed or left out"),
    ("justification", "code_not_reachable"): N_("the vulnerable code is not called when it runs"),
    ("justification", "requires_configuration"): N_("it takes a configuration option that is not set"),
    ("justification", "requires_dependency"): N_("it takes a dependency that is not there"),
    ("justification", "requires_environment"): N_("it takes an environment that is not there"),
    ("justification", "protected_by_compiler"): N_("an option of the compiler prevents it"),
    ("justification", "protected_at_runtime"): N_("it is prevented at run time"),
    ("justification", "protected_at_perimeter"): N_("it is blocked at the perimeter"),
    ("justification", "protected_by_mitigating_control"): N_("another control reduces the risk"),
}
