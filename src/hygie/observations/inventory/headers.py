"""Headings of the inventories that hospitals keep: ours, and those that are guessed to propose a mapping."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

from hygie.observations.inventory.shapes import COLUMNS

_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")
_OTHERS: Final = {
    "id": "id_parc identifiant numero_inventaire num_inventaire no_inventaire n_inventaire inventaire "
    "code_equipement id_equipement equipement_id numero_equipement n_equipement asset_id asset_tag asset "
    "device_id equipment_id inventory_number inventory_no geraete_id inventarnummer inv_nr id_equipo "
    "inventario",
    "type": "type_equipement type_appareil categorie famille designation libelle device_type category "
    "equipment_type geraeteart geraetetyp tipo",
    "manufacturer": "constructeur fabricant marque fournisseur_constructeur vendor maker brand hersteller "
    "fabricante fabbricante",
    "model": "modele reference_modele model_name modell modelo modello",
    "udi": "udi_di iud iud_id udi_code code_udi gtin gs1 udi_carrier",
    "serial": "num_serie numero_serie numero_de_serie no_serie n_serie n_de_serie sn serial_number serial_no "
    "seriennummer numero_de_serie numero_serial matricola",
    "software_version": "version_logicielle version_logiciel logiciel_version version firmware "
    "firmware_version sw_version version_firmware softwareversion",
    "os": "systeme_exploitation systeme_d_exploitation systeme operating_system betriebssystem "
    "sistema_operativo",
    "os_version": "version_os version_systeme version_du_systeme os_release operating_system_version",
    "ward": "service unite unite_fonctionnelle uf pole localisation service_utilisateur department unit "
    "location abteilung station servicio reparto",
    "network_zone": "zone zone_reseau vlan reseau segment network vlan_id netzwerkzone",
    "vital_function": "fonction_vitale vital critique_vital life_support suppleance_vitale soutien_vital",
    "commissioned": "mise_en_service date_mise_en_service date_de_mise_en_service date_mes installation_date "
    "commissioning_date in_service_date install_date inbetriebnahme",
    "support_end": "fin_support fin_de_support date_fin_support date_fin_de_support end_of_support eos "
    "support_end_date supportende fin_maintenance",
    "sbom": "nomenclature_logicielle fichier_sbom sbom_file bom",
}


def key(heading: str) -> str:
    """Reduce a heading to lower-case words without accents: ``N° de série`` gives ``n_de_serie``."""
    bare = unicodedata.normalize("NFKD", heading.casefold().replace("°", " "))
    return _NOT_WORD.sub("_", "".join(each for each in bare if not unicodedata.combining(each))).strip("_")


@cache
def _guesses() -> dict[str, str]:
    return {word: column for column, words in _OTHERS.items() for word in words.split()}


def own(headings: Sequence[str]) -> dict[str, int]:
    """Find our columns by name: their places, from 0; the first of two equal headings."""
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = key(heading)
        if name in COLUMNS:
            found.setdefault(name, at)
    return found


def guessed(headings: Sequence[str]) -> dict[str, str]:
    """Guess our columns from headings of others: the heading of each that is recognised, ours included."""
    found = {column: headings[at] for column, at in own(headings).items()}
    for heading in headings:
        column = _guesses().get(key(heading))
        if column:
            found.setdefault(column, heading)
    return {column: found[column] for column in COLUMNS if column in found}


def proposal(headings: Sequence[str]) -> str:
    """Write a mapping file on one line (YAML), ready to be saved, from what is guessed."""
    pairs = guessed(headings)
    return "columns: {" + ", ".join(f"{column}: {_quoted(pairs[column])}" for column in pairs) + "}"


def _quoted(heading: str) -> str:
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", heading) and heading.casefold() not in {
        "yes",
        "no",
        "null",
        "true",
    }:
        return heading
    return "'" + heading.replace("'", "''") + "'"
