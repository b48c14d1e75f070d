"""Small models in the formats of other tools, written for the tests."""

from typing import Any

THREAGILE = """\
threagile_version: 1.0.0
title: Imaging
author: {name: Somebody}
questions: {Who reads?: ''}
data_assets:
  Images: {id: images, confidentiality: strictly-confidential, integrity: critical, availability: mission-critical}
  Worklist: {id: worklist, confidentiality: internal, integrity: important, availability: operational}
technical_assets:
  Viewer:
    id: viewer
    type: process
    technology: web-application
    internet: true
    data_assets_processed: [images, nowhere]
    communication_links:
      Reads images: {target: archive, authentication: token, data_assets_received: [images]}
      Reads names: {target: list, authentication: none}
      To nobody: {target: nobody}
  Archive: {id: archive, type: datastore, technology: database, data_assets_stored: [images]}
  List: {id: list, type: process, technology: unknown-technology, data_assets_stored: [worklist]}
  Old scanner: {id: scanner, type: external-entity, out_of_scope: true}
trust_boundaries:
  Hospital: {id: hospital, type: network-on-prem, technical_assets_inside: [archive, list], trust_boundaries_nested: [dmz]}
  DMZ: {id: dmz, type: network-on-prem, technical_assets_inside: [viewer]}
shared_runtimes:
  Cluster: {id: cluster, technical_assets_running: [archive, list]}
"""

OTM: dict[str, Any] = {
    "otmVersion": "0.2.0",
    "project": {"name": "Telemonitoring", "id": "t"},
    "representations": [{"id": "r", "type": "diagram"}],
    "trustZones": [
        {"id": "z1", "name": "Internet", "risk": {"trustRating": 1}},
        {"id": "z2", "name": "Hospital", "risk": {"trustRating": 80}, "parent": {"trustZone": "z1"}},
    ],
    "components": [
        {"id": "c1", "name": "Gateway", "type": "gateway", "parent": {"trustZone": "z1"},
         "threats": [
             {"threat": "t1", "state": "exposed", "mitigations": [
                 {"mitigation": "m1", "state": "implemented"}, {"mitigation": "m2", "state": "required"}]},
             {"threat": "t2", "state": "not-applicable"}]},
        {"id": "c2", "name": "Server", "type": "server", "parent": {"trustZone": "z2"},
         "assets": {"stored": ["a1", "a9"], "processed": ["a1"]}},
        {"id": "c3", "name": "Database", "type": "database", "parent": {"component": "c2"}},
        {"id": "c3", "name": "Again", "type": "database", "parent": {"trustZone": "z2"}},
    ],
    "dataflows": [
        {"id": "d1", "name": "Up", "source": "c1", "destination": "c2", "assets": ["a1"], "bidirectional": True},
        {"id": "d2", "name": "Lost", "source": "c1", "destination": "c7"},
    ],
    "assets": [{"id": "a1", "name": "Measures", "risk": {"confidentiality": 100, "integrity": 50, "availability": 10}}],
    "threats": [
        {"id": "t1", "name": "Stolen key", "risk": {"likelihood": 60, "impact": 90}},
        {"id": "t2", "name": "Flood", "risk": {"likelihood": 10, "impact": 10}},
    ],
    "mitigations": [{"id": "m1", "name": "Hardware key", "riskReduction": 100}, {"id": "m2", "name": "Watch", "riskReduction": 40}],
}  # fmt: skip

CYCLONEDX: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "version": 1,
    "metadata": {"component": {"type": "device", "name": "Pump", "version": "2.3", "bom-ref": "pump"}},
    "components": [
        {"type": "operating-system", "name": "linux-yocto", "version": "5.15", "bom-ref": "os",
         "cpe": "cpe:2.3:o:linux:linux_kernel:5.15:*:*:*:*:*:*:*"},
        {"type": "application", "name": "controller", "version": "2.3", "bom-ref": "app",
         "components": [{"type": "library", "name": "openssl", "version": "3.0.7", "bom-ref": "ssl", "purl": "pkg:generic/openssl@3.0.7"}]},
        {"type": "library", "name": "zlib", "version": "1.2.13", "bom-ref": "zlib", "purl": "pkg:generic/zlib@1.2.13"},
        {"type": "cryptographic-asset", "name": "AES", "bom-ref": "aes"},
    ],
    "services": [
        {"name": "Drug library", "bom-ref": "library", "endpoints": ["https://drugs.example.org"], "authenticated": True,
         "x-trust-boundary": True, "data": [{"flow": "inbound", "classification": "drug data"}]},
        {"name": "Telemetry", "bom-ref": "telemetry"},
    ],
    "dependencies": [{"ref": "app", "dependsOn": ["ssl", "library"]}],
    "vulnerabilities": [
        {"id": "CVE-2022-3602", "bom-ref": "v1", "source": {"url": "https://nvd.nist.gov/vuln/detail/CVE-2022-3602"},
         "ratings": [{"method": "CVSSv31", "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}],
         "affects": [{"ref": "ssl"}, {"ref": "urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#zlib"}]},
        {"id": "CVE-2020-0001", "ratings": [{"score": 5.0}], "affects": [{"ref": "os"}]},
        {"id": "CVE-2020-0002", "affects": [{"ref": "nothing"}]},
        {"id": "CVE-2020-0003", "analysis": {"state": "not_affected"}, "affects": [{"ref": "os"}]},
    ],
    "annotations": [{"text": "read me"}],
}  # fmt: skip

CYCLONEDX_XML = """\
<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1">
  <metadata><component type="application" bom-ref="viewer"><name>Viewer</name><version>1.0</version></component></metadata>
  <components>
    <component type="library" bom-ref="ssl"><name>openssl</name><version>3.0.7</version><purl>pkg:generic/openssl@3.0.7</purl></component>
    <component type="operating-system" bom-ref="os"><name>debian</name></component>
  </components>
  <services>
    <service bom-ref="store"><name>Store</name><authenticated>false</authenticated>
      <data><classification flow="outbound">images</classification></data></service>
  </services>
  <dependencies><dependency ref="viewer"><dependency ref="store"/></dependency></dependencies>
  <vulnerabilities>
    <vulnerability><id>CVE-2022-3602</id>
      <ratings><rating><vector>CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H</vector></rating></ratings>
      <affects><target><ref>ssl</ref></target></affects></vulnerability>
  </vulnerabilities>
</bom>
"""
