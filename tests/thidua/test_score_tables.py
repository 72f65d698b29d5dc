"""The score tables shipped as samples: sound, honest about themselves, and listed."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from typer.testing import CliRunner

from kernel.aggregate import identity
from kernel.explanation import Status
from services.scoring.application.sheet_files import SheetFormat, blocks_of, file_of
from services.scoring.domain.formulas import REGISTRY
from services.scoring.domain.scheme import Group
from services.scoring.domain.sheets.reading import Preview, preview
from services.scoring.domain.sheets.writing import written
from thidua.cli import app
from thidua.samples.tables import FOLDER, Sample, samples

CODES = ("TW-THU", "TW-CSYT", "TW-VP", "HUYEN-01", "HUYEN-02", "HUYEN-03", "HUYEN-04")
UNITS = {identity("unit", code): code for code in CODES}


def read(sample: Sample) -> Preview:
    return preview(blocks_of(sample.content, SheetFormat.CSV), UNITS)


@pytest.mark.parametrize("sample", samples(), ids=lambda each: each.code)
def test_a_sample_is_sound_and_comes_back_from_a_workbook(sample: Sample) -> None:
    seen = read(sample)
    assert [each for each in seen.verdicts if each.said is not None] == []
    assert seen.scheme is not None
    workbook = file_of(written(seen.scheme, UNITS), SheetFormat.XLSX)
    assert preview(blocks_of(workbook, SheetFormat.XLSX), UNITS).scheme == seen.scheme


def test_the_shapes_are_those_that_were_read() -> None:
    hue, hcmc, districts = (read(each).scheme for each in samples())
    assert hue is not None
    assert (hue.content_total, hue.bonus_cap) == (Decimal(950), Decimal(50))
    eights = [each.code for each in hue.criteria if each.group is Group.PENALTY and each.max_points == 8]
    assert eights == ["KHONG_PHAT_DONG", "KHONG_GIAO_UOC", "KHONG_DANG_KY"]
    assert hcmc is not None
    assert [each.max_points for each in hcmc.criteria] == [100, 10, 15]
    assert REGISTRY[hcmc.criteria[0].formula.kind].by_marks
    assert districts is not None
    assert [(each.code, len(each.units)) for each in districts.like_units] == [("LON", 2), ("VUA", 2)]


def test_no_sample_passes_for_a_found_table() -> None:
    assert {each.code: each.status for each in samples()} == {
        "hue-1000": Status.ANALOGUE,
        "hcmc-departments": Status.ANALOGUE,
        "district-like-units": Status.UNVERIFIED,
    }
    assert sorted(each.file for each in samples()) == sorted(path.name for path in FOLDER.glob("*.csv"))


def test_samples_are_listed_and_shown() -> None:
    runner = CliRunner()
    told = json.loads(runner.invoke(app, ["score-tables", "list", "--json"]).stdout)
    assert [each["code"] for each in told["samples"]] == [each.code for each in samples()]
    assert "unverified" in runner.invoke(app, ["score-tables", "list"]).stdout
    shown = runner.invoke(app, ["score-tables", "show", "hue-1000"])
    assert shown.stdout.splitlines()[0] == "[Bảng điểm]"
    assert runner.invoke(app, ["score-tables", "show", "none"]).exit_code == 2
