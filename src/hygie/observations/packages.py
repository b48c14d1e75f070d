"""Packages by their one name: from a purl or an OSV ecosystem to the same (ecosystem, name) pair."""

from typing import NamedTuple


class Package(NamedTuple):
    """A package by its canonical pair.

    ``ecosystem`` is the purl type (``pypi``, ``npm``, ``maven``, ``golang``…), or the distribution and its
    release (``debian:11``, ``ubuntu:22.04``, ``alpine:v3.18``, ``rhel:8``…). ``name`` is normalised as that
    ecosystem does, namespace before a slash (``org.apache.logging.log4j/log4j-core``, ``@babel/core``,
    ``github.com/docker/distribution``).
    """

    ecosystem: str
    name: str
