"""EXI-15 (second right) and EXI-16: audits of shared resources, of the ISMS, of access traces."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "no_shared_audit": Sentence(
        N_("No audit of the shared resources is declared."),
        N_("Have the shared resources audited by an independent auditor"),
    ),
    "audit_covers_service": Sentence(N_("“{audit}” covers the resources of the service “{service}”.")),
    "audit_of_other_resources": Sentence(
        N_("“{audit}” does not cover the resources of the service “{service}”."),
        N_("Service “{service}”: have its shared resources audited by an independent auditor"),
    ),
    "audit_recent": Sentence(N_("The work of “{audit}” ended on {ended}, less than three years ago.")),
    "audit_too_old": Sentence(
        N_("The work of “{audit}” ended on {ended}, three years ago or more."),
        N_("Have the shared resources audited again"),
    ),
    "audit_only_planned": Sentence(
        N_("“{audit}” is planned for {planned}: it has not been carried out."), N_("Carry out “{audit}”")
    ),
    "audit_not_ended": Sentence(
        N_("The work of “{audit}” is to end on {ended} only."), N_("“{audit}”: carry out the audit")
    ),
    "audit_independent": Sentence(N_("The auditor of “{audit}” is independent.")),
    "audit_not_independent": Sentence(
        N_("The auditor of “{audit}” is not independent."), N_("“{audit}”: call on an independent auditor")
    ),
    "audit_summarised": Sentence(N_("“{audit}” has a management summary for clients.")),
    "audit_not_summarised": Sentence(
        N_("“{audit}” has no management summary for clients."),
        N_("“{audit}”: have a management summary written"),
    ),
    "audit_carried_out": Sentence(N_("“{audit}” was carried out; its work ended on {ended}.")),
    "no_isms_audit": Sentence(
        N_("No internal audit of the ISMS against HDS has been carried out."),
        N_("Carry out an internal audit of the ISMS against HDS"),
    ),
    "no_trace_audit": Sentence(
        N_("No audit of access traces has been carried out."),
        N_("Audit the access traces of the host's and subcontractors' people"),
    ),
    "traces_audited": Sentence(N_("The access traces of the people of {actor} were audited (“{audit}”).")),
    "traces_not_audited": Sentence(
        N_("No audit covers the access traces of the people of {actor}."),
        N_("{actor}: audit the access traces of its people"),
    ),
}
