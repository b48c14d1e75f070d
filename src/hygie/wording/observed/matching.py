"""What is said of matching: why a component is concerned or to be checked, and why it was not evaluated."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- why a component is concerned, or must be checked by a person
    "in_range": Sentence(N_("The advisory names this version of the package."), N_("See what mends it.")),
    "bound_not_a_version": Sentence(
        N_("The advisory bounds the versions by a text that is no version of this kind of package."),
        N_("Read the advisory, and decide whether your version is concerned."),
    ),
    "contradictory_range": Sentence(
        N_("The advisory contradicts itself: versions begin where they have already ended."),
        N_("Read the advisory, and decide whether your version is concerned."),
    ),
    "only_commits": Sentence(
        N_("The advisory gives commits of the source code, and no version."),
        N_("Find out whether your version holds the commit that mends it."),
    ),
    "no_versions_said": Sentence(
        N_("The advisory names the package, and does not say which versions."),
        N_("Read the advisory, and decide whether your version is concerned."),
    ),
    "contradicted_in_record": Sentence(
        N_("The same advisory says of this version that it is concerned and that it is not."),
        N_("Ask whoever published it."),
    ),
    "under_investigation": Sentence(
        N_("Whoever published the advisory does not know yet whether this version is concerned."),
        N_("Come back to it when the advisory changes."),
    ),
    "only_within": Sentence(
        N_("The advisory speaks of it only as a part of {host}."),
        N_("Decide whether it is concerned here too."),
    ),
    "cpe_same_product": Sentence(
        N_("Same vendor and same product, by their CPE."),
    ),
    "package_says_no": Sentence(
        N_("Its package is surer: {record} ({source}) speaks of it, and not of its version."),
        N_("Nothing is to be done; see the record if you doubt it."),
    ),
    "cpe_of_any_version": Sentence(
        N_("The advisory names the product by its CPE, and no version of it."),
        N_("Read the advisory, and decide whether your version is concerned."),
    ),
    "cpe_of_another_part": Sentence(
        N_("The advisory and the component name the same product, one as software and the other not."),
        N_("Decide whether it is the same."),
    ),
    "cpe_same_names": Sentence(
        N_("Its CPE names the same vendor and the same product as the advisory."),
    ),
    "cpe_of_another_target": Sentence(
        N_("The advisory names the same product, made for another platform or another machine."),
        N_("Decide whether yours is concerned too."),
    ),
    "versions_disagree": Sentence(
        N_("The component says two versions of itself, and one of them at least is concerned."),
        N_("Find out which is right, and correct the bill of materials."),
    ),
    "rpm_build_unclear": Sentence(
        N_(
            "The advisory bounds the versions by a build: of another stream of a module, or with a release "
            "or an epoch that your version may lack."
        ),
        N_("Compare with the build that is installed (rpm -q)."),
    ),
    "cpe_of_another_build": Sentence(
        N_("The advisory speaks of another edition, update or language of the same product."),
        N_("Decide whether yours is concerned too."),
    ),
    "distribution_may_have_mended": Sentence(
        N_("Upstream’s version is concerned, but the distribution that packages it may have mended it."),
        N_("Look the package up in the advisories of the distribution."),
    ),
    # -- why a component was not evaluated
    "no_identifier": Sentence(
        N_("No purl, no CPE, and no source knows its name."), N_("Add a purl or a CPE to the component.")
    ),
    "purl_invalid": Sentence(
        N_("Its purl cannot be read."), N_("Correct it: pkg:type/namespace/name@version.")
    ),
    "no_version": Sentence(N_("Its version is not given."), N_("Add the version to the component.")),
    "no_distribution": Sentence(
        N_("It is a package of a distribution, and the release of the distribution is not given."),
        N_("Add it to the purl (?distro=debian-12, for instance)."),
    ),
    "version_invalid": Sentence(
        N_("Its version is no version of that kind of package."),
        N_("Write it as the registry of packages does."),
    ),
    "source_package_unknown": Sentence(
        N_(
            "The advisories of its distribution name source packages: none names this one, and its purl "
            "does not say its source package."
        ),
        N_("Add the source package to the purl (&upstream=openssl, for instance)."),
    ),
    "ecosystem_unknown": Sentence(
        N_("Its purl is of a type whose advisories are not known here."),
        N_("Add a CPE, or the purl of the package that it was made from."),
    ),
    "no_source": Sentence(
        N_("No source of the advisory base speaks of that kind of package."),
        N_("Add the source: hygie feeds sync."),
    ),
    "partial_source": Sentence(
        N_(
            "Only partial sources speak of it or of that kind of package, or only its name without its "
            "vendor is known: silence about it proves nothing."
        ),
        N_("Add the source that holds all advisories of its kind (hygie feeds sync), or name its vendor."),
    ),
    "name_unknown": Sentence(
        N_("No source knows it under that CPE: it may be called otherwise there."),
        N_("Check vendor and product in the CPE dictionary."),
    ),
}
