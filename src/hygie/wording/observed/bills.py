"""What is said of files of others and of CycloneDX bills: refusals, what was set aside, what was noted."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- the bytes cannot be used
    "content_compressed": Sentence(N_("The file is compressed."), N_("Decompress it first ({tool}).")),
    "content_too_large": Sentence(
        N_("The file is larger than {limit} bytes once decompressed, which is the most that is read."),
        N_("Split it."),
    ),
    "content_too_many": Sentence(N_("The file holds more than {limit} values."), N_("Split it.")),
    "content_bomb": Sentence(
        N_("This compressed file swells out of proportion: more than {limit} bytes come out of it."),
        N_("If you trust it, decompress it yourself (gunzip) and give the result."),
    ),
    "content_gzip_damaged": Sentence(N_("The compressed file is damaged."), N_("Fetch it again.")),
    "content_gzip_truncated": Sentence(
        N_("The compressed file stops before its end."), N_("Fetch it again.")
    ),
    "content_not_text": Sentence(
        N_("From here on, this is no text in {encoding}."), N_("Save the file again as UTF-8.")
    ),
    "content_too_deep": Sentence(
        N_("Values are nested more than {limit} levels deep."), N_("Check where the file comes from.")
    ),
    "content_json_truncated": Sentence(N_("The JSON stops before its end."), N_("Fetch the file again.")),
    "content_json_number": Sentence(
        N_("This number is not one that JSON allows, or that a computer holds."),
        N_("Write it as a text, between quotes, or correct it."),
    ),
    "content_json_syntax": Sentence(N_("The JSON is malformed here."), N_("Export the file again.")),
    "content_xml_entities": Sentence(
        N_("The file declares a document type (DTD), through which entities can do harm: it is not read."),
        N_("Export it again without a DTD, or as JSON."),
    ),
    "content_xml_syntax": Sentence(N_("The XML is malformed here."), N_("Export the file again.")),
    "content_xml_encoding": Sentence(
        N_("The XML declares an encoding that is not known."), N_("Save the file again as UTF-8.")
    ),
    # -- the file is no bill that is read
    "bill_empty": Sentence(N_("The file is empty."), N_("Check that it is the right file.")),
    "bill_unknown": Sentence(
        N_("This is no bill of materials that is known."), N_("Give a CycloneDX or an SPDX file.")
    ),
    "bill_other_kind": Sentence(
        N_("This is no bill of materials, but a file of another kind ({kind})."),
        N_("Give a CycloneDX or an SPDX file."),
    ),
    "bill_not_cyclonedx": Sentence(
        N_("This is no CycloneDX bill of materials: nothing in it says so."),
        N_("Check that it is the right file: bomFormat must be CycloneDX."),
    ),
    "bill_version_unread": Sentence(
        N_("CycloneDX {found} is not read."), N_("Export the bill as CycloneDX {expected} or earlier.")
    ),
    "bill_too_many": Sentence(N_("The bill holds more than {limit} components."), N_("Split it.")),
    # -- components set aside
    "bill_component_not_object": Sentence(
        N_("This is no component: it is not an object."), N_("Correct it in the file, or take it away.")
    ),
    "bill_component_unnamed": Sentence(
        N_("This component has no name, no purl and no CPE."),
        N_("Name it in the file, or ask its author to."),
    ),
    "bill_components_not_list": Sentence(
        N_("The components are not in a list, and cannot be read."), N_("Export the bill again.")
    ),
    "bill_identifier_long": Sentence(
        N_("The value of {field} of “{name}” has more than {limit} characters: it identifies nothing."),
        N_("Correct it in the file."),
    ),
    # -- read all the same
    "bill_name_missing": Sentence(
        N_("This component has no name; it is known by its identifier, “{found}”.")
    ),
    "bill_value_retyped": Sentence(
        N_("The value of {field} is not written as a text; read as “{found}”."),
        N_("Check it: numbers lose their last zeros in some programs."),
    ),
    "bill_value_unusable": Sentence(
        N_("The value of {field} is not of the type that the format says, and was left aside.")
    ),
    "bill_ref_repeated": Sentence(
        N_("Another component has the reference “{ref}”; here it is called “{given}”."),
        N_("Give each component its own bom-ref."),
    ),
    "bill_services_left": Sentence(
        N_("Services, which no advisory is about, left aside: {number}."),
    ),
    "bill_dependency_unusable": Sentence(
        N_("This dependency, or part of it, names no component, and was left aside.")
    ),
    "bill_type_unknown": Sentence(
        N_("Components of a type that the format does not know, “{type}”, kept as they are: {number}.")
    ),
    "bill_version_missing": Sentence(
        N_("The bill does not say which version of CycloneDX it is written in; read as the latest.")
    ),
    "bill_version_later": Sentence(
        N_("CycloneDX {found} is later than what is known here; read as {known}."),
        N_("Update Hygie if you can."),
    ),
}
