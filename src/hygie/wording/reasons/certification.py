"""EXI-01 and EXI-14: certificates, groups of requirements, loss of a certificate."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "certificate_in_force": Sentence(N_("The certificate {certificate} of {actor} is in force until {day}.")),
    "certificate_not_yet_issued": Sentence(
        N_("The certificate {certificate} of {actor} is issued on {day} only."),
        N_("{actor}: give the certificate that is in force"),
    ),
    "certificate_expired": Sentence(
        N_("The certificate {certificate} of {actor} expired on {day}."), N_("{actor}: renew the certificate")
    ),
    "certificate_suspended": Sentence(
        N_("The certificate {certificate} of {actor} is suspended."),
        N_("{actor}: have the suspension of the certificate lifted"),
    ),
    "certificate_withdrawn": Sentence(
        N_("The certificate {certificate} of {actor} was withdrawn on {day}."),
        N_("{actor}: obtain a new certificate"),
    ),
    "no_certificate": Sentence(
        N_("{actor} has no {scheme} certificate."), N_("{actor}: obtain and declare its {scheme} certificate")
    ),
    "certificate_about_to_expire": Sentence(
        N_("The certificate {certificate} of {actor} expires soon, on {day}."),
        N_("{actor}: make sure that its certificate is renewed"),
    ),
    "activities_in_isms": Sentence(
        N_("The certificate {certificate} covers all the activities of “{service}”.")
    ),
    "activities_outside_isms": Sentence(
        N_("The certificate {certificate} does not cover these activities of “{service}”: {activities}."),
        N_("Extend the certified scope to the activities {activities} of “{service}”"),
    ),
    "requirements_met": Sentence(N_("Requirements met: {requirements}.")),
    "requirements_not_met": Sentence(N_("Requirements not met: {requirements}."), N_("Meet {requirements}")),
    "requirements_partial": Sentence(
        N_("Requirements met in part: {requirements}."), N_("Complete {requirements}")
    ),
    "requirements_undetermined": Sentence(N_("Requirements undetermined: {requirements}.")),
    "requirements_not_applicable": Sentence(N_("None of these requirements applies: {requirements}.")),
    "guarantee_table_sent": Sentence(N_("The guarantee table was sent to {client}.")),
    "guarantee_table_not_sent": Sentence(
        N_("The guarantee table has not been sent to {client}."), N_("{client}: send the guarantee table")
    ),
    "no_subcontractor": Sentence(N_("There is no subcontractor.")),
    "subcontractor_certified": Sentence(N_("{actor} was chosen as HDS certified.")),
    "subcontractor_not_certified": Sentence(N_("{actor} was not chosen as HDS certified.")),
    "loss_procedure": Sentence(N_("A procedure provides for the loss of a subcontractor's certificate.")),
    "no_loss_procedure": Sentence(
        N_("No procedure provides for the loss of a subcontractor's certificate."),
        N_("Write the procedure for a certificate that is lost or suspended"),
    ),
    "loss_procedure_to_come": Sentence(
        N_("The procedure for a lost certificate is dated {dated}: it does not hold yet."),
        N_("Put the procedure for a certificate that is lost or suspended into effect"),
    ),
    "loss_covered": Sentence(N_("The procedure covers the loss of the certificate.")),
    "loss_not_covered": Sentence(
        N_("The procedure does not cover the loss of the certificate."),
        N_("Add the loss of the certificate to the procedure"),
    ),
    "suspension_covered": Sentence(N_("The procedure covers the suspension of the certificate.")),
    "suspension_not_covered": Sentence(
        N_("The procedure does not cover the suspension of the certificate."),
        N_("Add the suspension of the certificate to the procedure"),
    ),
    "loss_of_subcontractor_covered": Sentence(N_("The procedure covers {actor}.")),
    "loss_of_subcontractor_not_covered": Sentence(
        N_("The procedure does not cover {actor}."), N_("Add {actor} to the procedure for lost certificates")
    ),
}

TERMS = {
    ("scheme", "hds"): N_("HDS"),
    ("scheme", "iso27001"): N_("ISO 27001"),
}
