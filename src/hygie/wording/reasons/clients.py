"""EXI-11 to 13 and EXI-15: points of contact, certificates sent, responsibilities, rights of verification."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "no_client": Sentence(N_("No client is declared.")),
    "client_with_contact": Sentence(N_("{client} has a point of contact.")),
    "client_without_contact": Sentence(
        N_("{client} has no point of contact."), N_("{client}: have a point of contact named")
    ),
    "contact_can_designate": Sentence(
        N_("The contact at {client} can name an entitled health professional.")
    ),
    "contact_cannot_designate": Sentence(
        N_("The contact at {client} cannot name an entitled health professional."),
        N_("{client}: find a contact who can name an entitled health professional"),
    ),
    "contact_list_at_once": Sentence(N_("The list of contacts can be sent to the authority without delay.")),
    "contact_list_delayed": Sentence(
        N_("The procedure delays the sending of the list of contacts to the authority."),
        N_("Make the list of contacts ready to be sent at once"),
    ),
    "convention:export_not_tested": Sentence(
        N_("The export of the list of contacts has not been tested."),
        N_("Test the export of the list of contacts and write the day"),
    ),
    "certificate_sent": Sentence(
        N_("The certificate {certificate} of {actor} was sent to {client} on {sent}.")
    ),
    "certificate_not_sent": Sentence(
        N_("The certificate {certificate} of {actor} has not been sent to {client}."),
        N_("{client}: send the certificate {certificate} of {actor}"),
    ),
    "matrix_filled": Sentence(N_("The matrix “{matrix}” splits the responsibilities.")),
    "service_without_matrix": Sentence(
        N_("The service “{service}” has no filled responsibility matrix."),
        N_("Service “{service}”: draw up its responsibility matrix"),
    ),
    "responsibility_not_split": Sentence(
        N_("Matrix “{matrix}”: neither the host nor the client has a part in {measure}."),
        N_("Matrix “{matrix}”: give the host or the client a part in {measure}"),
    ),
    "no_matrix": Sentence(
        N_("There is no split of responsibilities to control."),
        N_("Draw up the responsibility matrix and review it"),
    ),
    "matrix_reviewed": Sentence(N_("The matrix “{matrix}” was reviewed on {reviewed}.")),
    "matrix_not_reviewed": Sentence(
        N_("The matrix “{matrix}” has not been reviewed."),
        N_("Matrix “{matrix}”: review the split of responsibilities"),
    ),
    "gaps_followed": Sentence(N_("The gaps found in the matrix “{matrix}” are followed up.")),
    "gaps_not_followed": Sentence(
        N_("The gaps found in the matrix “{matrix}” are not followed up."),
        N_("Matrix “{matrix}”: follow up the gaps that the review finds"),
    ),
    "convention:single_accountable": Sentence(
        N_("Matrix “{matrix}”: these retained measures have not exactly one accountable party: {measures}."),
        N_("Matrix “{matrix}”: name one accountable party for each of {measures}"),
    ),
    "no_service": Sentence(N_("No service is declared.")),
    "dedicated_resources": Sentence(N_("The service “{service}” gives clients dedicated resources.")),
    "no_dedicated_resources": Sentence(N_("The service “{service}” gives clients no dedicated resource.")),
    "shared_resources": Sentence(N_("The service “{service}” relies on shared resources.")),
    "no_shared_resources": Sentence(N_("The service “{service}” relies on no shared resource.")),
    "client_audits_allowed": Sentence(N_("Clients may audit their dedicated resources.")),
    "client_audits_not_allowed": Sentence(
        N_("Clients may not audit their dedicated resources."),
        N_("Let clients audit their dedicated resources, by a clause or a procedure"),
    ),
    "client_audits_assisted": Sentence(N_("The host helps keep security during these audits.")),
    "client_audits_not_assisted": Sentence(
        N_("The host does not help keep security during these audits."),
        N_("Provide for the host's assistance during clients' audits"),
    ),
    "traces_open": Sentence(N_("Clients can read the traces of accesses.")),
    "traces_not_open": Sentence(
        N_("Clients cannot read the traces of accesses."),
        N_("Give clients a means to read the traces of accesses"),
    ),
    "traces_of_everyone": Sentence(N_("The traces cover everyone under the host's control.")),
    "traces_not_of_everyone": Sentence(
        N_("The traces do not cover everyone under the host's control."),
        N_("Trace the accesses of everyone under the host's control, employed or not"),
    ),
    "report_terms_written": Sentence(N_("How clients read the last certification audit report is written.")),
    "report_terms_not_written": Sentence(
        N_("How clients read the last certification audit report is not written."),
        N_("Write how clients can read the last HDS certification audit report"),
    ),
    "summary_given": Sentence(N_("{client} was given the management summary on {answered}.")),
    "summary_refused": Sentence(
        N_("{client} was refused the management summary."),
        N_("{client}: send the management summary of the audit"),
    ),
    "convention:summary_pending": Sentence(
        N_("{client} has been waiting for the management summary since {asked}."),
        N_("{client}: send the management summary of the audit"),
    ),
}
