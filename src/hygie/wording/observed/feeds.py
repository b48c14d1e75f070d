"""What is said of the advisory base: records set aside, files that cannot be used, downloads that fail."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- records
    "feeds_unusable_record": Sentence(N_("The record {id} cannot be kept: its id, size or score is wrong.")),
    "feeds_cve_too_long": Sentence(
        N_("The number of {id} is too long to be kept: eight digits after the year at most."),
        N_("Report it to Hygie: CVE has grown."),
    ),
    "feeds_same_record": Sentence(N_("The record {id} is there twice, the same; one is kept.")),
    "feeds_older_record": Sentence(
        N_("The record {id} is there twice; the one modified last, or that says more, is kept.")
    ),
    "feeds_not_public": Sentence(
        N_("This document is marked TLP:{found}: it is not for everybody."),
        N_("Bring it in with --from, if you may."),
    ),
    # -- files
    "feeds_nothing_found": Sentence(
        N_("Nothing here is an advisory feed (OSV, CVE 5, CSAF, KEV, EPSS, endoflife…)."),
        N_("Name the folder or the file that was downloaded."),
    ),
    "feeds_not_a_feed": Sentence(
        N_("This is not what the source should give."), N_("Check its address with --source NAME=URL.")
    ),
    "feeds_unreadable": Sentence(N_("The file {found} cannot be read ({message}).")),
    "feeds_not_plain": Sentence(
        N_("This is a link, a pipe or a device; it is not followed."), N_("Copy the file itself here.")
    ),
    "feeds_breaks_off": Sentence(
        N_("This file is empty or breaks off: it may be the beginning of a record."),
        N_("Download it again."),
    ),
    "feeds_source_empty": Sentence(
        N_("Not one record of this source can be used; it stays as it was."), N_("Download it again.")
    ),
    "feeds_not_chosen": Sentence(
        N_("Nothing here is of a source named with --only; what was read is of: {found}."),
        N_("Name one of these, or leave --only out."),
    ),
    "feeds_would_lose": Sentence(
        N_("It is left as it was: {lost} of its {held} records are not in what was read."),
        N_("If that is right: --replace {source}."),
    ),
    "feeds_older": Sentence(
        N_(
            "It is left as it was: what was read ends on {found}, the base has it up to {newest} ({lost} of "
            "its {held} records are not in what was read)."
        ),
        N_("If that is right: --replace {source}."),
    ),
    "feeds_archive_damaged": Sentence(
        N_("This archive is damaged or incomplete; nothing of it was taken."), N_("Download it again.")
    ),
    "feeds_archive_within": Sentence(
        N_("An archive in this one is damaged or too large; nothing of it was taken."),
        N_("Download it again."),
    ),
    "feeds_archive_failures": Sentence(
        N_("So many members of this archive cannot be used that the rest was not looked at ({count})."),
        N_("Download it again."),
    ),
    "feeds_member_damaged": Sentence(
        N_("This member of the archive is damaged: it was left aside."), N_("Download the archive again.")
    ),
    "feeds_archive_encrypted": Sentence(
        N_("This member of the archive is encrypted."), N_("Decrypt it first.")
    ),
    "feeds_archive_too_large": Sentence(
        N_("This archive holds more files or bytes than is safe to unpack; nothing of it was taken."),
        N_("Check where it comes from; divide it if it is what it says."),
    ),
    "feeds_member_too_large": Sentence(
        N_("This member of an archive expands to more than {limit} bytes: it was left aside."),
        N_("Check where it comes from."),
    ),
    # -- the base
    "feeds_no_base": Sentence(
        N_("There is no advisory base yet."),
        N_("Build one: hygie feeds sync, or hygie feeds sync --from FOLDER without a network."),
    ),
    "feeds_damaged": Sentence(
        N_("This file of the advisory base is not what was written (technical detail: {reason})."),
        N_("Fetch its source again: hygie feeds sync."),
    ),
    "feeds_busy": Sentence(
        N_("Another synchronisation is under way in this folder."), N_("Wait until it has ended.")
    ),
    "feeds_unwritable": Sentence(N_("The advisory base cannot be written to ({message}); it is as it was.")),
    # -- addresses
    "feeds_bad_address": Sentence(
        N_("“{found}” is not an address that may be asked."),
        N_("Write an address that begins with https://."),
    ),
    "feeds_bad_source": Sentence(
        N_("“{found}” is not written NAME=URL."), N_("Write for instance kev=https://…")
    ),
    "feeds_unknown_source": Sentence(
        N_("“{found}” is not a source that is known."), N_("Known: {expected}.")
    ),
    "feeds_bad_sources_file": Sentence(
        N_("This file is not an object of names and addresses."),
        N_('Write for instance {{"kev": "https://…"}}; an empty address turns a source off.'),
    ),
    # -- downloads
    "download_unreachable": Sentence(
        N_("{host} cannot be reached from here."),
        N_(
            "Check the network and the proxy (HTTPS_PROXY); without a network, download elsewhere and use "
            "--from."
        ),
    ),
    "download_certificate": Sentence(
        N_("The certificate of {host} is not accepted ({message})."),
        N_("Check the proxy; name its authority with REQUESTS_CA_BUNDLE."),
    ),
    "download_too_slow": Sentence(
        N_("{host} answers too slowly."), N_("Try again: what was received is not asked for twice.")
    ),
    "download_cut": Sentence(
        N_("The connection with {host} was cut before the end."),
        N_("Try again: what was received is not asked for twice."),
    ),
    "download_status": Sentence(N_("{host} answered {status}."), N_("Try later, or check the address.")),
    "download_redirects": Sentence(N_("{host} redirects more than {limit} times."), N_("Check the address.")),
    "download_forbidden": Sentence(
        N_("{host} redirects to {found}, which may not be asked: only HTTPS is."), N_("Check the address.")
    ),
    "download_too_large": Sentence(
        N_("{host} gives more than {limit} bytes, which is not what this source has."),
        N_("Check the address."),
    ),
    "download_checksum": Sentence(
        N_("What {host} gave has not the checksum that it announces."), N_("Try later; tell its publisher.")
    ),
    "download_not_understood": Sentence(
        N_("What {host} gave is not what was expected there."), N_("Check the address.")
    ),
    "download_nothing_usable": Sentence(N_("Not one document of {host} can be used."), N_("Try later.")),
    "download_failed": Sentence(N_("The download from {host} failed ({message})."), N_("Check the address.")),
}
