"""First scene: units, blocks and clusters, district clusters by the rule, heads and deputies, the movement."""

from __future__ import annotations

from thidua.demo import people
from thidua.demo.client import Request
from thidua.demo.draws import Draws
from thidua.demo.organisation import REGISTER_BEGINS, ClusterPlan, UnitPlan
from thidua.demo.results import Figures
from thidua.demo.stage import Stage

DATA = "Dữ liệu trình diễn"


def steps(stage: Stage) -> int:
    """How many steps the scene has, for the progress bar."""
    listed = len(stage.plan.organisation.clusters)
    provinces = stage.plan.district_provinces
    bands = stage.plan.rulebook.cluster_bands
    formed = sum(bands.clusters_for(len(stage.plan.organisation.districts_under(code))).value for code in provinces)
    return 1 + listed + 1 + 2 * len(provinces) + listed + formed + 2


def play(stage: Stage) -> None:
    """Everything there is before the year's covenants."""
    _establish_units(stage)
    stage.api.settle()
    stage.all_of(lambda cluster: _form(stage, cluster), stage.plan.organisation.clusters)
    _issue_lists(stage)
    stage.clusters = list(stage.plan.organisation.clusters)
    for code in stage.plan.district_provinces:
        stage.clusters += _form_district_clusters(stage, stage.units[code])
    stage.all_of(lambda cluster: elect(stage, cluster, stage.plan.year), stage.clusters)
    _launch(stage)
    stage.api.settle()


def _establish_units(stage: Stage) -> None:
    since = REGISTER_BEGINS.isoformat()
    rows = [
        {"code": unit.code, "name": unit.name, "kind": unit.kind, "parent": unit.parent, "since": since}
        for unit in stage.plan.organisation.units
    ]
    stage.do(Request(people.MASTER_DATA, "/covenant/units/batches", {"units": rows}))


def _form(stage: Stage, cluster: ClusterPlan) -> None:
    body = {"code": cluster.code, "name": cluster.name, "kind": cluster.kind}
    step = f"form/{cluster.code}"
    stage.do(Request(people.STANDING_BODY, "/covenant/clusters", body, step, REGISTER_BEGINS, shared=True))


def _issue_lists(stage: Stage) -> None:
    day = stage.plan.calendar.lists_issued
    body = {
        "document": f"{DATA}: danh sách khối, cụm năm {day.year} (17 tỉnh tìm thấy, còn lại suy đoán)",
        "effective_from": day.isoformat(),
        "lists": [
            {"cluster": cluster.code, "members": list(cluster.members)} for cluster in stage.plan.organisation.clusters
        ],
    }
    step = f"lists/{day.year}"
    stage.do(Request(people.STANDING_BODY, "/covenant/membership-lists", body, step, day, shared=True))


def _form_district_clusters(stage: Stage, province: UnitPlan) -> list[ClusterPlan]:
    """The clusters the service proposes for the province's districts: contiguous, and balanced by weight."""
    weights = Figures(stage.plan.figures.samples, Draws(0, 0))  # the same in every year: clusters outlast a year
    districts = [
        {"code": unit.code, "collections": weights.weight(unit), "payments": weights.weight(unit)}
        for unit in stage.plan.organisation.districts_under(province.code)
    ]
    path = f"/covenant/units/{province.id}"
    asked = f"{path}/district-cluster-proposals?at={REGISTER_BEGINS.isoformat()}"
    proposal = stage.do(Request(people.STANDING_BODY, asked, {"districts": districts}))
    clusters = [
        ClusterPlan(
            code=f"{province.code}/C{number}",
            name=f"Cụm thi đua cấp huyện số {number}, {province.name}",
            kind="district_cluster",
            members=tuple(members),
            found=False,
            source="CV 4268/BHXH-TĐKT 22/12/2021, mục A.I.5",
            owner=province.code,
        )
        for number, members in enumerate(proposal["groups"], start=1)
    ]
    body = {
        "document": f"{DATA}: chia cụm cấp huyện theo CV 4268, mục A.I.5",
        "effective_from": REGISTER_BEGINS.isoformat(),
        "clusters": [{"code": each.code, "name": each.name, "members": list(each.members)} for each in clusters],
    }
    step = f"district-clusters/{province.code}"
    formed = Request(people.STANDING_BODY, f"{path}/district-clusters", body, step, REGISTER_BEGINS, shared=True)
    stage.do(formed)
    return clusters


def elect(stage: Stage, cluster: ClusterPlan, year: int) -> None:
    """The officers of a year, elected at the review of the year before; the rotation follows the list."""
    leading, deputy = cluster.officers(year)
    body = {"term_year": year, "head": leading, "deputy": deputy}
    day = stage.plan.calendar.officers_elected.replace(year=year)
    path, step = f"/covenant/clusters/{cluster.id}/elections", f"officers/{cluster.code}/{year}"
    stage.do(Request(people.STANDING_BODY, path, body, step, day, shared=True))


def _launch(stage: Stage) -> None:
    year, plan = stage.plan.year, stage.plan
    body = {
        "code": plan.movement,
        "kind": "annual",
        "theme": f"Thi đua hoàn thành xuất sắc nhiệm vụ năm {year}",
        "purposes": ["Phát triển người tham gia bền vững", "Giải quyết chế độ đúng, đủ, kịp thời"],
        "audience": "Các đơn vị trực thuộc, BHXH tỉnh, BHXH cấp huyện",
        "contents": [
            "Thu, phát triển người tham gia, giảm chậm đóng",
            "Quản lý chi khám chữa bệnh BHYT trong dự toán",
            "Cải cách thủ tục, hồ sơ đúng hạn",
            "Phòng chống tham nhũng; thực hành tiết kiệm, chống lãng phí",
        ],
        "duties": [{"party": "Thường trực Hội đồng TĐKT", "task": "theo dõi, đôn đốc, tổng hợp"}],
        "period_from": f"{year}-01-01",
        "period_to": f"{year}-12-31",
    }
    stage.do(Request(people.STANDING_BODY, "/covenant/movements", body, "launch", plan.calendar.launched))
    another = {"code": "CUM-XI", "name": "", "kind": "cluster"}
    request = Request(people.STANDING_BODY, "/covenant/clusters", another, effective=plan.calendar.launched)
    stage.must_refuse("Lập cụm không có tên", request)
