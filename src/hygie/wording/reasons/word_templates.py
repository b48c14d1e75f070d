"""Word templates that cannot be used: what was found, in which part, and what to do."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "template_without_word": Sentence(
        N_("“{found}” is not made from a template: a template goes with the format Word (.docx)."),
        N_("Leave out --template, or ask for a file that ends with .docx."),
    ),
    "template_not_word": Sentence(
        N_("The template is not a Word document (.docx) that can be read."),
        N_("Open it in a word processor and save it as .docx."),
    ),
    "template_with_macros": Sentence(
        N_("The template holds macros, which are refused."),
        N_("Save it as a document without macros (.docx)."),
    ),
    "template_too_large": Sentence(
        N_("The template is too large: at most {limit} bytes are read."),
        N_("Compress its pictures, or remove some."),
    ),
    "template_too_many_parts": Sentence(
        N_("The template holds too many parts: at most {limit} are read."), N_("Remove pictures from it.")
    ),
    "template_unreadable_part": Sentence(
        N_("A part of the template cannot be read: {part}."), N_("Save it again with a word processor.")
    ),
    "template_active_part": Sentence(
        N_("The template holds something that Word would run or take from another file: {found} ({part})."),
        N_("Remove it: embedded objects, controls and mail merges are refused."),
    ),
    "template_outside": Sentence(
        N_("The template points outside itself: {target} ({part})."),
        N_("Insert pictures instead of linking to them, and detach the attached template."),
    ),
    "template_field": Sentence(
        N_("The template holds a field that is refused: {field} ({part})."),
        N_("Replace the field by its text; page numbers, dates, references and contents may stay."),
    ),
    "template_tag_place": Sentence(
        N_("A tag stands where none is read: {tag} ({part})."), N_("Move it to the text of a paragraph.")
    ),
    "template_tag_open": Sentence(
        N_("A tag is not closed in its paragraph: “{text}” ({part})."),
        N_("Close it in the same paragraph, with a pair of braces or a percent sign and a brace."),
    ),
    "template_syntax": Sentence(
        N_("A tag cannot be read at “{text}” ({part})."),
        N_("Check its braces, its quotes and what stands between them; see docs/templates.md."),
    ),
    "template_syntax_other": Sentence(
        N_("The template cannot be read at “{text}” ({part}). The template engine says: {message}"),
        N_("See docs/templates.md."),
    ),
    "template_unclosed_block": Sentence(
        N_("“{block}” at “{text}” is never closed ({part})."),
        N_("Write “{closing}” after what it covers, and close what is opened last first."),
    ),
    "template_unopened_block": Sentence(
        N_("“{tag}” at “{text}” closes nothing that is open ({part})."),
        N_("Remove it, or write what it closes before it."),
    ),
    "template_unknown_tag": Sentence(
        N_("“{tag}” at “{text}” is not a tag of templates ({part})."),
        N_("Use for, endfor, if, elif, else or endif."),
    ),
    "template_filter": Sentence(
        N_("A word cannot pass through “{name}”, at “{text}” ({part})."),
        N_("See in docs/templates.md what it may pass through."),
    ),
    "template_forbidden": Sentence(
        N_("The template uses “{found}” at “{text}” ({part}), which templates may not."),
        N_("See docs/templates.md for what they may."),
    ),
    "template_name": Sentence(
        N_("The template names “{name}” at “{text}” ({part}): nothing is called so."),
        N_("See the list of names in docs/templates.md."),
    ),
    "template_not_a_list": Sentence(
        N_("The template goes through something that is not a list at “{text}” ({part})."),
        N_("See which names are lists in docs/templates.md."),
    ),
    "template_not_a_text": Sentence(
        N_("The template writes something that is not a text at “{text}” ({part})."),
        N_("Go through a list with “for”, and test a yes or no with “if”."),
    ),
    "template_too_long": Sentence(
        N_("Filled in, the template would be too long."), N_("Check the loops inside one another.")
    ),
    "template_result": Sentence(
        N_("Filled in, the template is no longer a Word document ({part})."),
        N_("Put each “tr” tag alone in its row, and each “p” tag alone in its paragraph."),
    ),
    "no_client": Sentence(
        N_("No client is declared, so there is no document to write."),
        N_("Declare them in the section clients."),
    ),
    "option_without_object": Sentence(
        N_("{option} does not go with the document “{found}”."), N_("Leave it out.")
    ),
}
