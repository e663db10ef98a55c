"""The table of every page of the console: where it stands, who may enter, who answers."""

from dataclasses import dataclass

from aiohttp import web

from handlers.desk import (
    account,
    board,
    callers,
    canned,
    case,
    claims,
    compose,
    deadletters,
    decisions,
    deeds,
    dossier,
    entrance,
    exports,
    files,
    grants,
    papers,
    people,
    queue,
    search,
    staff,
    supervisor,
    thread,
    trail,
    transcript,
    weekly,
    wishes,
)
from handlers.desk.claims import CLAIM
from handlers.desk.decisions import DECISIONS
from handlers.desk.desk import HOME, LOCK, SIGN_IN
from handlers.desk.doors import Doors
from handlers.desk.events import events, still_here
from handlers.desk.page import WITH_FILES, Entry, Page
from handlers.desk.pages import Pages
from handlers.desk.papers import PAPER
from handlers.desk.site import Site
from handlers.desk.statics import PATH as STATIC
from handlers.desk.statics import Statics
from handlers.desk.thread import THREAD
from handlers.rooms import Rooms
from services.db import Database
from services.privacy import Keys
from services.staff import Act

PAGES: tuple[Page, ...] = (
    Page("GET", HOME, None, entrance.home),
    Page("GET", SIGN_IN, None, entrance.ask_sign_in, entry=Entry.OPEN),
    Page("POST", SIGN_IN, None, entrance.sign_in, entry=Entry.OPEN, is_costly=True),
    Page("GET", LOCK, None, entrance.ask_unlock, entry=Entry.LOCKED),
    Page("POST", LOCK, None, entrance.unlock, entry=Entry.LOCKED, is_costly=True),
    Page("POST", "/desk/kunci-layar", None, entrance.lock),
    Page("GET", "/desk/keluar", None, entrance.signed_out, entry=Entry.OPEN),
    Page("POST", "/desk/keluar", None, entrance.sign_out, entry=Entry.LOCKED),
    Page("GET", "/desk/undangan/{token}", None, entrance.show_invitation, entry=Entry.OPEN),
    Page("POST", "/desk/undangan/{token}", None, entrance.accept, entry=Entry.OPEN, is_costly=True),
    Page("GET", "/desk/events", None, events, counts_as_activity=False, streams=True),
    Page("GET", "/desk/hadir", None, still_here, counts_as_activity=False),
    Page("POST", "/desk/hadir", None, still_here),
    Page("GET", "/desk/saya", None, account.show),
    Page("POST", "/desk/saya/keluar-semua", None, account.sign_out_everywhere),
    Page("POST", "/desk/saya/sesi/{id}", None, account.end_session),
    Page("POST", "/desk/saya/telegram", None, account.make_code),
    Page("POST", "/desk/saya/telegram/putus", None, account.unlink),
    Page("GET", "/desk/petugas", Act.KEEP_STAFF, staff.show),
    Page("POST", "/desk/petugas", Act.KEEP_STAFF, staff.add),
    Page("GET", "/desk/petugas/{id}", Act.KEEP_STAFF, staff.member),
    Page("POST", "/desk/petugas/{id}/ubah", Act.KEEP_STAFF, staff.change),
    Page("POST", "/desk/petugas/{id}/tautan", Act.KEEP_STAFF, staff.make_link),
    Page("POST", "/desk/petugas/{id}/nonaktif", Act.KEEP_STAFF, staff.disable),
    Page("POST", "/desk/petugas/{id}/aktif", Act.KEEP_STAFF, staff.enable),
    Page("GET", queue.QUEUE, Act.READ_QUEUE, queue.show),
    Page("GET", queue.LIST, Act.READ_QUEUE, queue.rows, counts_as_activity=False),
    Page("POST", queue.NEXT, Act.ANSWER_CONVERSATION, queue.take_next),
    Page("GET", THREAD, Act.READ_QUEUE, thread.show),
    Page("GET", f"{THREAD}/baru", Act.READ_QUEUE, thread.newer, counts_as_activity=False),
    Page("GET", f"{THREAD}/jawaban", Act.READ_QUEUE, compose.canned),
    Page("POST", f"{THREAD}/tulis", Act.NOTE_CONVERSATION, compose.write, largest=WITH_FILES),
    Page("POST", f"{THREAD}/ambil", Act.ANSWER_CONVERSATION, deeds.take),
    Page("POST", f"{THREAD}/alih", Act.ANSWER_CONVERSATION, deeds.take_over),
    Page("POST", f"{THREAD}/lepas", Act.ANSWER_CONVERSATION, deeds.release),
    Page("POST", f"{THREAD}/beri", Act.TRANSFER_CONVERSATION, deeds.assign),
    Page("POST", f"{THREAD}/pindah", Act.TRANSFER_CONVERSATION, deeds.transfer),
    Page("POST", f"{THREAD}/tutup", Act.CLOSE_CONVERSATION, deeds.close),
    Page("POST", f"{THREAD}/buka", Act.ANSWER_CONVERSATION, deeds.open_again),
    Page("POST", f"{THREAD}/tag", Act.NOTE_CONVERSATION, deeds.tag),
    Page("POST", f"{THREAD}/pengajuan/{{number}}/langkah", Act.SHOW_CLAIM, case.move, also=(Act.READ_QUEUE,)),
    Page("POST", f"{THREAD}/pengajuan/{{number}}/berkas", Act.MOVE_CLAIM, case.mark_seen, also=(Act.READ_QUEUE,)),
    Page("GET", f"{THREAD}/salinan.pdf", Act.SEE_TRANSCRIPT, transcript.fetch, is_outside=True),
    Page("POST", "/desk/pesan/{line}/ubah", Act.ANSWER_CONVERSATION, compose.correct),
    Page("POST", "/desk/pesan/{line}/tarik", Act.ANSWER_CONVERSATION, compose.take_back),
    Page("GET", "/desk/berkas/{line}", Act.READ_QUEUE, files.look, is_outside=True),
    Page("GET", "/desk/berkas/{line}/isi", Act.READ_QUEUE, files.play, is_outside=True),
    Page("GET", "/desk/cari", Act.SEARCH_CONVERSATIONS, search.ask),
    Page("POST", "/desk/cari", Act.SEARCH_CONVERSATIONS, search.found),
    Page("GET", "/desk/warga-baru", Act.ENTER_CALLER, callers.ask),
    Page("POST", "/desk/warga-baru", Act.ENTER_CALLER, callers.enter),
    Page("GET", canned.LIST, Act.EDIT_TEMPLATES, canned.show),
    Page("POST", canned.LIST, Act.EDIT_TEMPLATES, canned.save),
    Page("POST", f"{canned.LIST}/pratinjau", Act.EDIT_TEMPLATES, canned.preview),
    Page("POST", f"{canned.LIST}/contoh", Act.EDIT_TEMPLATES, canned.take_examples),
    Page("POST", f"{canned.LIST}/{{id}}/hapus", Act.EDIT_TEMPLATES, canned.drop),
    Page("GET", "/desk/pengawasan", Act.SEE_OVERSIGHT, supervisor.show),
    Page("GET", "/desk/pengawasan/sekarang", Act.SEE_OVERSIGHT, supervisor.now, counts_as_activity=False),
    Page("GET", "/desk/peserta", Act.LOOK_UP_PEOPLE, people.ask),
    Page("POST", "/desk/peserta", Act.LOOK_UP_PEOPLE, people.search),
    Page("GET", "/desk/peserta/{id}", Act.LOOK_UP_PEOPLE, people.show),
    Page("POST", "/desk/peserta/{id}/buka", Act.LOOK_UP_PEOPLE, people.open_),
    Page("POST", "/desk/peserta/{id}/hari", Act.LOOK_UP_PEOPLE, people.on_day),
    Page("POST", "/desk/peserta/{id}/nik", Act.SEE_WHOLE_RECORD, people.reveal),
    Page("GET", dossier.LIST, Act.LIST_CLAIMS, board.show),
    Page("GET", board.ROWS, Act.LIST_CLAIMS, board.rows, counts_as_activity=False),
    Page("GET", DECISIONS, Act.RECORD_DECISION, decisions.ask),
    Page("POST", DECISIONS, Act.RECORD_DECISION, decisions.try_, is_outside=True, largest=WITH_FILES),
    Page("POST", f"{DECISIONS}/catat", Act.RECORD_DECISION, decisions.record, is_outside=True, largest=WITH_FILES),
    Page("POST", f"{DECISIONS}/sisa", Act.RECORD_DECISION, decisions.rest, is_outside=True, largest=WITH_FILES),
    Page("GET", CLAIM, Act.SHOW_CLAIM, claims.show),
    Page("POST", f"{CLAIM}/buka", Act.SHOW_CLAIM, claims.open_),
    # Which right a step takes depends on where it leads; the room knows.
    Page("POST", f"{CLAIM}/langkah", Act.SHOW_CLAIM, claims.move),
    Page("POST", f"{CLAIM}/perbaiki", Act.SHOW_CLAIM, claims.correct),
    Page("POST", f"{CLAIM}/jenis", Act.MOVE_CLAIM, claims.classify),
    Page("POST", f"{CLAIM}/petugas", Act.MOVE_CLAIM, claims.assign),
    Page("POST", f"{CLAIM}/peserta", Act.MOVE_CLAIM, claims.connect, also=(Act.LOOK_UP_PEOPLE,)),
    Page("POST", f"{CLAIM}/tahan", Act.HOLD_CLAIM, claims.hold),
    Page("POST", f"{CLAIM}/lepas", Act.HOLD_CLAIM, claims.let_go),
    Page("POST", f"{CLAIM}/lihat", Act.MOVE_CLAIM, claims.mark_seen),
    Page("GET", f"{CLAIM}/berkas.pdf", Act.HAND_OVER_CLAIM, claims.fetch_file, is_outside=True, also=(Act.SHOW_CLAIM,)),
    Page("GET", f"{PAPER}/{{page}}", Act.SHOW_CLAIM, papers.look, is_outside=True),
    Page("POST", f"{PAPER}/{{page}}/kembali", Act.MOVE_CLAIM, papers.send_back),
    Page("POST", f"{PAPER}/{{paper}}/terima", Act.MOVE_CLAIM, papers.accept),
    Page("GET", "/desk/izin", Act.GRANT_LOOKS, grants.show),
    Page("POST", "/desk/izin/{name}", Act.GRANT_LOOKS, grants.grant),
    Page("GET", "/desk/ekspor", Act.ASK_EXPORT, exports.show),
    Page("POST", "/desk/ekspor", Act.ASK_EXPORT, exports.ask),
    Page("POST", "/desk/ekspor/{id}/setujui", Act.APPROVE_EXPORT, exports.approve),
    Page("POST", "/desk/ekspor/{id}/tolak", Act.APPROVE_EXPORT, exports.decline),
    Page("POST", "/desk/ekspor/{id}/unduh", Act.ASK_EXPORT, exports.fetch),
    Page("GET", "/desk/pengawasan/mingguan", Act.SEE_OVERSIGHT, weekly.show),
    Page("GET", "/desk/pengawasan/mingguan/{concern}/{name}", Act.SEE_OVERSIGHT, weekly.detail),
    Page("GET", "/desk/permintaan", Act.SEE_RIGHTS, wishes.show),
    Page("POST", "/desk/permintaan/buka-kunci", Act.UNLOCK_LOOKUPS, wishes.unlock),
    Page("POST", "/desk/permintaan/hubungkan", Act.CONFIRM_PEOPLE, wishes.confirm),
    Page("POST", "/desk/permintaan/{id}/selesai", Act.SEE_RIGHTS, wishes.mark_done),
    Page("GET", "/desk/surat-macet", Act.HANDLE_DEAD_LETTERS, deadletters.show),
    Page("POST", "/desk/surat-macet/{number}/ulang", Act.HANDLE_DEAD_LETTERS, deadletters.retry),
    Page("POST", "/desk/surat-macet/{number}/hapus", Act.HANDLE_DEAD_LETTERS, deadletters.drop),
    Page("GET", "/desk/catatan", Act.SEE_AUDIT, trail.show),
    Page("POST", "/desk/catatan", Act.SEE_AUDIT, trail.sift),
)

NAV: dict[str, tuple[str, Act | None]] = {
    "queue": ("/desk/antrean", Act.READ_QUEUE),
    "search": ("/desk/cari", Act.SEARCH_CONVERSATIONS),
    "claims": (dossier.LIST, Act.LIST_CLAIMS),
    "people": ("/desk/peserta", Act.LOOK_UP_PEOPLE),
    "rights": ("/desk/permintaan", Act.SEE_RIGHTS),
    "deadletters": ("/desk/surat-macet", Act.HANDLE_DEAD_LETTERS),
    "templates": ("/desk/jawaban", Act.EDIT_TEMPLATES),
    "exports": ("/desk/ekspor", Act.ASK_EXPORT),
    "oversight": ("/desk/pengawasan", Act.SEE_OVERSIGHT),
    "weekly": ("/desk/pengawasan/mingguan", Act.SEE_OVERSIGHT),
    "audit": ("/desk/catatan", Act.SEE_AUDIT),
    "staff": ("/desk/petugas", Act.KEEP_STAFF),
}
"""What stands at the side of every page: shown when the page exists and the role reaches that far."""


@dataclass(frozen=True)
class Parts:
    """What the console is built from."""

    database: Database
    rooms: Rooms
    keys: Keys
    site: Site


def console_routes(parts: Parts, pages: tuple[Page, ...] = PAGES) -> list[web.RouteDef]:
    """Every page behind the doors, the files that are the same for all, and a calm no for every other address."""
    paths = {page.path for page in pages}
    nav = {key: row for key, row in NAV.items() if row[0] in paths}
    made = Pages(parts.rooms.words, Statics(), nav)
    doors = Doors(parts.database, parts.rooms, parts.site, made, parts.keys.doors)
    return [
        *(web.route(page.method, page.path, doors.open(page)) for page in pages),
        web.route("GET", STATIC, doors.hand_out),
        web.route("*", "/desk/{rest:.*}", doors.open(Page("*", "", None, entrance.unknown, entry=Entry.OPEN))),
    ]
