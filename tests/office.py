"""Workbooks recalculated by LibreOffice, as a person's spreadsheet would do it."""

import os
import shutil
import subprocess

import pytest

AT_ONCE = 10
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def needs_soffice():
    if shutil.which("soffice") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("soffice is missing: install libreoffice-calc")
        pytest.skip("soffice is missing: install libreoffice-calc")


def through_office(folder, books):
    """Each workbook, by name, as LibreOffice saves it after working out every formula."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    files = []
    for name, book in books.items():
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(book)
    made = folder / "made"
    command = ["soffice", f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore"]
    for first in range(0, len(files), AT_ONCE):
        some = map(str, files[first : first + AT_ONCE])
        asked = [*command, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made), *some]
        subprocess.run(asked, check=True, capture_output=True, timeout=600)
    return {name: (made / f"{name}.xlsx").read_bytes() for name in books}
