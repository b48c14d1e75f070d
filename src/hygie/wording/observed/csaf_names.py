"""What is said of CSAF documents, of versions held against advisories, and of names that met."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- CSAF documents
    "csaf_not_csaf": Sentence(
        N_("This is not a CSAF document of a version that is read (found: “{found}”; read: 2.0 and 2.1)."),
        N_("Give the JSON document itself, not a feed, a directory or provider metadata."),
    ),
    "csaf_too_many": Sentence(
        N_("The document names more products than are read ({limit})."), N_("Ask its publisher to split it.")
    ),
    "csaf_product_unnamed": Sentence(
        N_("A product of the tree has no identifier that can be used: nothing can be said of it."),
        N_("Tell the publisher."),
    ),
    "csaf_product_twice": Sentence(
        N_("The product identifier “{product}” is defined again; the first definition holds ({name})."),
        N_("Tell the publisher."),
    ),
    "csaf_group_unusable": Sentence(
        N_("A group of products has no identifier, or one that is taken: it is left out."),
        N_("Tell the publisher."),
    ),
    "csaf_half_undefined": Sentence(
        N_("The product “{product}” is made of others, one of which is not defined (“{reference}”)."),
        N_("It is known by its full name only; tell the publisher."),
    ),
    "csaf_halves_circular": Sentence(
        N_("The product “{product}” is made of others that lead back to it, or of too many."),
        N_("It is known by its full name only; tell the publisher."),
    ),
    "csaf_product_undefined": Sentence(
        N_("{vulnerability} names the product “{product}”, which the document does not define."),
        N_("Read the advisory itself for this product; tell the publisher."),
    ),
    "csaf_status_unusable": Sentence(
        N_("The product status “{status}” is not one of CSAF, or is not a list."), N_("Tell the publisher.")
    ),
    "csaf_status_contradictory": Sentence(
        N_("{vulnerability} gives contradictory statuses to “{product}”; the gravest holds ({status})."),
        N_("Tell the publisher."),
    ),
    "csaf_remedy_unusable": Sentence(
        N_("A remediation holds neither category, nor details, nor address."), N_("Tell the publisher.")
    ),
    "csaf_reference_undefined": Sentence(
        N_("A remediation refers to “{reference}”, which the document does not define."),
        N_("Tell the publisher."),
    ),
    "csaf_vulnerability_unusable": Sentence(
        N_("A vulnerability of the document is not an object: it cannot be read."), N_("Tell the publisher.")
    ),
    "csaf_without_id": Sentence(
        N_("The document has no tracking identifier; the name of its file stands for it ({id})."),
        N_("Tell the publisher."),
    ),
    "csaf_draft": Sentence(N_("The document is a draft."), N_("Fetch it again once it is final.")),
    # -- a version held against an advisory
    "tolerant_everything": Sentence(N_("Every version is named.")),
    "tolerant_inside": Sentence(N_("Version {version} is within “{range}”.")),
    "tolerant_listed": Sentence(N_("Version {version} is one of those named (“{range}”).")),
    "tolerant_outside": Sentence(N_("Version {version} is outside of what is named (“{range}”).")),
    "tolerant_excluded": Sentence(N_("Version {version} is expressly left out (“{range}”).")),
    "tolerant_version_unknown": Sentence(
        N_("The version is not known; what is named is “{range}”."),
        N_("Read the version on the device and enter it."),
    ),
    "tolerant_version_unreadable": Sentence(
        N_("“{version}” cannot be read as one version; what is named is “{range}”."),
        N_("Compare them, or enter the version alone."),
    ),
    "tolerant_no_version_named": Sentence(
        N_("The advisory names no version."), N_("Read the advisory, or ask the manufacturer.")
    ),
    "tolerant_commits": Sentence(
        N_("The advisory names commits of source code too, which a version cannot be held against."),
        N_("Ask the manufacturer which commit the version was made from."),
    ),
    "tolerant_shapes_differ": Sentence(
        N_("“{version}” and “{range}” are not written alike: which comes first is not certain."),
        N_("Compare them, or ask the manufacturer."),
    ),
    "tolerant_decimals": Sentence(
        N_("“{version}” and “{range}” stand otherwise as decimal numbers than as numbers between dots."),
        N_("Compare them, or ask the manufacturer how versions are counted."),
    ),
    "tolerant_year": Sentence(
        N_("One of “{version}” and “{range}” begins with a year, the other with a small number."),
        N_("Ask the manufacturer which of the two came first."),
    ),
    "tolerant_suffix": Sentence(
        N_("“{version}” and “{range}” differ by a suffix: whether it is meant is not said."),
        N_("Compare them, or ask the manufacturer."),
    ),
    "tolerant_precision": Sentence(
        N_("“{version}” and “{range}” are not equally precise: whether it is meant is not said."),
        N_("Enter the whole version, or ask the manufacturer."),
    ),
    "tolerant_vague_end": Sentence(
        N_("“{range}” ends at {version}, without saying whether that one is meant."),
        N_("Read the advisory, or ask the manufacturer."),
    ),
    "tolerant_free_text": Sentence(
        N_("“{range}” is a text for people: it was not held against “{version}”."),
        N_("Read it and decide."),
    ),
    "tolerant_dates": Sentence(
        N_("“{range}” speaks of dates, which version “{version}” does not say."),
        N_("Look for the date of manufacture or delivery of the device."),
    ),
    "tolerant_models": Sentence(
        N_("“{range}” looks like models rather than versions; “{version}” was not held against it."),
        N_("Look for the model number on the device."),
    ),
    "tolerant_contradictory": Sentence(
        N_("“{range}” ends before it begins: “{version}” cannot be held against it."),
        N_("Read the advisory; tell its publisher."),
    ),
    # -- names that met
    "names_exact": Sentence(N_("Same vendor and same product, by their names.")),
    "names_alias": Sentence(
        N_("Same product, and vendors known to be one (“{vendor}” and “{other}”)."),
    ),
    "names_alias_unsure": Sentence(
        N_("Same product, of vendors that may be one (“{vendor}” and “{other}”)."),
        N_("Check that it is the same manufacturer."),
    ),
    "names_library": Sentence(N_("A library known by its name alone (“{name}”).")),
    "names_product_only": Sentence(
        N_("Same product name (“{name}”), but one side names no vendor."),
        N_("Check that it is the same product."),
    ),
    "names_similar": Sentence(
        N_("Same vendor, and product names that look alike."), N_("Check that it is the same product.")
    ),
}
