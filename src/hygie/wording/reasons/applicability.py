"""Whether certification is due (HDS §3.1), and for activity 5 (HDS §2.1.2)."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "voluntary_evaluation": Sentence(N_("The organisation asks to be evaluated voluntarily.")),
    "no_voluntary_evaluation": Sentence(N_("The organisation does not ask to be evaluated voluntarily.")),
    "no_processing_recorded": Sentence(N_("The record of processing is empty.")),
    "processing_calls_for_certification": Sentence(
        N_("The processing “{processing}” meets the five conditions of certification.")
    ),
    "processing_as_processor": Sentence(N_("“{processing}” is carried out as {role}.")),
    "processing_not_as_processor": Sentence(
        N_("“{processing}” is carried out as {role}, not for others as a processor.")
    ),
    "processing_of_health_data": Sentence(N_("“{processing}” is about personal health data.")),
    "processing_without_health_data": Sentence(N_("“{processing}” is not about personal health data.")),
    "processing_collected_in_care": Sentence(
        N_("The data of “{processing}” was collected in this context: {context}.")
    ),
    "processing_collected_elsewhere": Sentence(
        N_("The data of “{processing}” was not collected in prevention, diagnosis, care or follow-up.")
    ),
    "processing_for_originator_or_patient": Sentence(
        N_("The data of “{processing}” is hosted for {principal}.")
    ),
    "processing_for_someone_else": Sentence(
        N_("The data of “{processing}” is hosted neither for who produced it nor for the patient.")
    ),
    "processing_through_hosting": Sentence(N_("“{processing}” goes through a hosting service, “{service}”.")),
    "processing_without_hosting": Sentence(
        N_("“{processing}” goes through “{service}”, which comprises no hosting activity.")
    ),
    "activity_5_not_offered": Sentence(N_("No service comprises activity 5.")),
    "activity_5_alone": Sentence(N_("Activity 5 is carried out alone: certification is due for it.")),
    "activity_5_with_backup_only": Sentence(
        N_("Activity 5 is carried out with activity 6 only: the exemption names activities 1 to 4 alone.")
    ),
    "activity_5_ancillary": Sentence(
        N_("The four parts of activity 5 are done only because activities 1 to 4 imply them.")
    ),
    "activity_5_beyond_ancillary": Sentence(
        N_("Activity 5 goes beyond what activities 1 to 4 imply: the text does not say what is due.")
    ),
    "activity_5_not_known": Sentence(N_("What is due for activity 5 is not known yet: data are missing.")),
    "activity_5_treat_as_required": Sentence(
        N_("Hygie advises treating certification for activity 5 as required."),
        N_("Include activity 5 in the certification that is applied for"),
    ),
    "service_comprises": Sentence(N_("The service “{service}” comprises these activities: {activities}.")),
    "service_does_not_comprise": Sentence(
        N_("The service “{service}” does not comprise these activities: {activities}.")
    ),
    "managed_operation_ancillary": Sentence(
        N_("“{service}”: managed operation is only what activities 1 to 4 imply.")
    ),
    "managed_operation_beyond": Sentence(
        N_("“{service}”: managed operation goes beyond what activities 1 to 4 imply.")
    ),
    "access_rights_process_done": Sentence(
        N_("“{service}”: access rights are named, justified and reviewed every year.")
    ),
    "access_rights_process_not_done": Sentence(
        N_("“{service}”: access rights are not granted and reviewed every year by a process."),
        N_("“{service}”: grant named and justified access rights, and review them every year"),
    ),
    "secured_access_done": Sentence(N_("“{service}”: the access procedure is secured.")),
    "secured_access_not_done": Sentence(
        N_("“{service}”: the access procedure is not secured."),
        N_("“{service}”: secure the access procedure"),
    ),
    "access_traces_done": Sentence(N_("“{service}”: traces of accesses and their motives are kept.")),
    "access_traces_not_done": Sentence(
        N_("“{service}”: traces of accesses and their motives are not kept."),
        N_("“{service}”: collect and keep the traces of accesses and their motives"),
    ),
    "prior_validation_done": Sentence(N_("“{service}”: interventions are validated beforehand.")),
    "prior_validation_not_done": Sentence(
        N_("“{service}”: interventions are not validated beforehand."),
        N_("“{service}”: validate each intervention beforehand"),
    ),
}

TERMS = {
    ("processing_role", "controller"): N_("controller"),
    ("processing_role", "joint_controller"): N_("joint controller"),
    ("processing_role", "processor"): N_("processor"),
    ("collection_context", "prevention"): N_("prevention"),
    ("collection_context", "diagnosis"): N_("diagnosis"),
    ("collection_context", "care"): N_("care"),
    ("collection_context", "social_follow_up"): N_("social follow-up"),
    ("collection_context", "medico_social_follow_up"): N_("medico-social follow-up"),
    ("collection_context", "other"): N_("another context"),
    ("on_behalf_of", "data_producer"): N_("who produced or collected it"),
    ("on_behalf_of", "patient"): N_("the patient"),
    ("on_behalf_of", "other"): N_("someone else"),
}
