"""dateline correct: what analysts say of claims and events, kept beside what was coded."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from dateline.errors import SettingsError, StoreError
from dateline.types import Claim, Correction, Event

if TYPE_CHECKING:
    from dateline.review.entry import Desk
    from dateline.review.standing import Standing
    from dateline.store import Store

STORE = click.argument("store", type=click.Path(path_type=Path))
NEAR = "SELECT id FROM (SELECT id FROM {}) ORDER BY levenshtein(id, ?), id LIMIT 3"


class Commands(click.Group):
    """A group whose commands may be left out: then its first argument is a store."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """`list` or `copy`, else the correction itself."""
        if args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        return "STORE", one, args


@click.group("correct", cls=Commands, subcommand_metavar="STORE TARGET [OPTIONS] | list | copy")
def command() -> None:
    """Correct a claim or event, in your name; nothing that was coded is lost.

    TARGET is the id of a claim or event. A correction is kept for good: a later one of the same
    field counts instead of it, and both stay. It holds when the reports are coded anew.

    \b
    dateline correct STORE TARGET --analyst NAME --set type=PROTEST --set 'modes=["demo"]'
    dateline correct STORE TARGET --analyst NAME --reject --note "a film, not the news"
    dateline correct STORE EVENT  --analyst NAME --split CLAIM --split CLAIM
    dateline correct STORE EVENT  --analyst NAME --join EVENT
    dateline correct list STORE --lost
    dateline correct copy OLD NEW

    dateline correct STORE --help tells the options, docs/corrections.md what each does.
    """


@click.command("correct")
@STORE
@click.argument("target")
@click.option("--analyst", required=True, metavar="NAME", help="Who says so.")
@click.option(
    "--set", "fields", multiple=True, metavar="FIELD=JSON",
    help="What the field is to be; may be repeated.",
)  # fmt: skip
@click.option("--reject", "kind", flag_value="reject", help="It is none: leave it out.")
@click.option("--accept", "kind", flag_value="accept", help="It is right as it stands.")
@click.option("--split", "off", multiple=True, metavar="CLAIM", help="Not of this event.")
@click.option("--join", "others", multiple=True, metavar="ID", help="One happening with it.")
@click.option("--note", metavar="TEXT", help="Why.")
def one(
    store: Path, target: str, analyst: str, fields: tuple[str, ...], kind: str | None,
    off: tuple[str, ...], others: tuple[str, ...], note: str | None,
) -> None:  # fmt: skip
    """Correct the claim or event TARGET of STORE."""
    from dateline.codebooks import load_codebook
    from dateline.review.entry import Desk
    from dateline.store import Store

    asked = Asked(_fields(fields), kind, off, others)
    with Store.open(store) as opened:
        desk = Desk(analyst, load_codebook(), note)
        row = _row(opened, target)
        made = _made(desk, opened, row, asked)
        opened.correct(*made)
        for each in made:
            click.echo(f"{each.id}: {_what(each)}")
        if asked.off or asked.others or isinstance(row, Claim):
            _link(opened, [*_claims(row), *(c for each in made for c in each.others)])


class Asked(msgspec.Struct, frozen=True):
    """What is to be done."""

    fields: dict[str, Any]
    kind: str | None
    off: tuple[str, ...]
    others: tuple[str, ...]


def _fields(given: Sequence[str]) -> dict[str, Any]:
    """FIELD=JSON, or FIELD=WORD where that is no JSON. Raises SettingsError."""
    found: dict[str, Any] = {}
    for each in given:
        field, told, value = each.partition("=")
        if not told:
            raise SettingsError(f"--set {each}: write FIELD=JSON, such as 'modes=[\"demo\"]'")
        try:
            found[field.strip()] = msgspec.json.decode(value)
        except msgspec.DecodeError:
            if value[:1] in ("[", "{", '"'):
                raise SettingsError(f"--set {field}: {value} is not JSON") from None
            found[field.strip()] = value
    return found


def _made(desk: Desk, store: Store, row: Claim | Event, asked: Asked) -> list[Correction]:
    """The corrections asked for. Raises SettingsError where there are none, or wrong ones."""
    made = desk.set(row, asked.fields, _passages(store, row)) if asked.fields else []
    if asked.kind in ("accept", "reject"):
        made.append(desk.judge(row, asked.kind))  # type: ignore[arg-type]
    if asked.off:
        made.append(desk.split(_event(row), asked.off))
    if asked.others:
        made.append(desk.join(row, [_row(store, other) for other in asked.others]))
    if not made:
        raise SettingsError("nothing to correct; give --set, --reject, --accept, --split or --join")
    return made


def _event(row: Claim | Event) -> Event:
    if isinstance(row, Claim):
        raise SettingsError(f"--split: {row.id} is a claim; give the event that it is split from")
    return row


def _row(store: Store, id_: str) -> Claim | Event:
    """The claim or event of an id, rejected ones too. Raises SettingsError naming near ids."""
    for claim in (*store.claims([id_]), *store.claims([id_], corrected=False)):
        return claim
    for event in (*store.events([id_]), *store.events([id_], corrected=False)):
        return event
    try:
        return store.event(id_)  # by an id that it once had
    except SettingsError:
        tables = "coded_claims UNION ALL SELECT id FROM coded_events"
        near = store.query(NEAR.format(tables), [id_])["id"].to_pylist()
        told = f"near it are {', '.join(near)}" if near else "it holds none at all"
        raise SettingsError(f"{id_}: no such claim or event in {store.path}; {told}") from None


def _passages(store: Store, row: Claim | Event) -> list[Any]:
    from dateline.review.words import passages

    claims = [row] if isinstance(row, Claim) else [*store.claims(row.claims)]
    reports = [*store.reports([row.report_id])] if isinstance(row, Claim) else []
    return [*passages(claims, reports[0] if reports else None)]


def _claims(row: Claim | Event) -> list[str]:
    return row.claims if isinstance(row, Event) else [row.id]


def _link(store: Store, claims: Sequence[str]) -> None:
    """Link anew and say where these claims are now."""
    from dateline.store import link_store

    try:
        with store.writing():
            link_store(store)
    except StoreError as error:
        click.echo(f"{error}. The correction is kept; events follow when that has linked", err=True)
        return
    sql = "SELECT claim_id, event_id FROM event_claims WHERE claim_id IN (SELECT unnest($1))"
    found = store.query(sql, [[*dict.fromkeys(claims)]]).to_pylist()
    for event, number in Counter(row["event_id"] for row in found).items():
        whole = len(store.event(event).claims)
        click.echo(f"{event}: has {number} of these claims, {whole} in all")


def _what(correction: Correction) -> str:
    """A correction in words."""
    value = msgspec.json.encode(_given(correction.value)).decode()
    said = {
        "set": f"set {correction.field} to {value}",
        "split": f"split off {', '.join(correction.others)}",
        "join": f"joined with {', '.join(correction.others)}",
    }
    return f"{correction.target}: {said.get(correction.kind, correction.kind)}"


def _given(value: Any) -> Any:
    """A value without the keys that hold nothing."""
    if isinstance(value, dict):
        return {key: _given(each) for key, each in value.items() if each not in (None, [])}
    return [_given(each) for each in value] if isinstance(value, list) else value


@command.command("list")
@STORE
@click.option("--lost", is_flag=True, help="Only those that find nothing to correct any more.")
@click.option("--disputed", is_flag=True, help="Only those that another analyst contradicts.")
@click.option(
    "--format", "format_", type=click.Choice(["table", "jsonl"]), default="table",
    show_default=True, help="For people, or one JSON object a line.",
)  # fmt: skip
def list_(store: Path, lost: bool, disputed: bool, format_: str) -> None:
    """List the corrections of STORE, and what became of each.

    stands: it counts. superseded: a later one of the same field counts. unfit: its value is none
    of the field any more. lost: what it is about is held no more.
    """
    from dateline.store import Store

    with Store.open(store) as opened:
        every = _standings(opened)
    shown = [
        each for each in every
        if (not lost or each.standing == "lost") and (not disputed or each.disputed)
    ]  # fmt: skip
    if format_ == "jsonl":
        sys.stdout.buffer.writelines(msgspec.json.encode(each) + b"\n" for each in shown)
        return
    for each in shown:
        _tell(each)
    counts = Counter(each.standing for each in every)
    told = ", ".join(f"{number} {standing}" for standing, number in counts.most_common())
    click.echo(f"{len(shown)} of {len(every)} corrections{f': {told}' if told else ''}")


def _standings(store: Store) -> list[Standing]:
    from dateline.review.standing import claims_of, standings

    corrections = store.corrections()
    mentioned = sorted({claim for each in corrections for claim in claims_of(each)})
    within = "(SELECT unnest($1::VARCHAR[]))"
    held = store.query(f"SELECT id FROM coded_claims WHERE id IN {within}", [mentioned])
    homes = store.query(
        f"SELECT claim_id, event_id FROM coded_event_claims WHERE claim_id IN {within}", [mentioned]
    )
    event_of = dict(zip(*(homes[name].to_pylist() for name in homes.column_names), strict=True))
    return standings(corrections, {*held["id"].to_pylist()}, event_of)


def _tell(each: Standing) -> None:
    made = each.correction
    disputed = f"; otherwise {', '.join(each.disputed)}" if each.disputed else ""
    why = f" ({each.reason})" if each.reason else ""
    click.echo(f"{made.made[:19]}  {made.analyst}  {each.standing}{why}{disputed}")
    click.echo(f"  {made.id}  {_what(made)}")
    if made.note:
        click.echo(f"  “{made.note}”")


@command.command("copy")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def copy(old: Path, new: Path) -> None:
    """Give the store NEW the corrections of OLD that it does not have, as they were made.

    For reports that were coded anew into another store; `list NEW --lost` tells which find
    nothing there.
    """
    from dateline.store import Store, link_store

    with Store.open(old) as source, Store.open(new) as opened:
        known = {each.id for each in opened.corrections()}
        missing = [each for each in source.corrections() if each.id not in known]
        opened.correct(*missing)
        if missing:
            link_store(opened)
    click.echo(f"{len(missing)} corrections copied, {len(known)} there before")
