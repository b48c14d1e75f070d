"""EXI-07: French for interfaces and support."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "no_service_offered": Sentence(N_("No service is offered.")),
    "service_has_interface": Sentence(N_("The service “{service}” offers interfaces to clients.")),
    "service_has_no_interface": Sentence(N_("The service “{service}” offers no interface to clients.")),
    "interface_in_french": Sentence(N_("The interface “{interface}” ({service}) is available in French.")),
    "interface_not_in_french": Sentence(
        N_("The interface “{interface}” ({service}) is not available in French."),
        N_("Interface “{interface}”: make it available in French"),
    ),
    "support_in_french": Sentence(N_("First-level support of “{service}” speaks French.")),
    "support_not_in_french": Sentence(
        N_("First-level support of “{service}” does not speak French."),
        N_("Service “{service}”: provide first-level support in French"),
    ),
}
