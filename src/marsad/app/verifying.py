"""`marsad verify`: proves that the ledger, its texts and the archive agree."""

from pathlib import Path

import msgspec

from marsad.app.errors import ASIDE, FINE, AppError
from marsad.app.opening import open_ledger
from marsad.app.progress import showing_progress
from marsad.app.proving import Proof, check_all
from marsad.app.terminal import Screen, clean_words
from marsad.archive import rebuild_index
from marsad.ledger import LedgerPlace


def run_verify(screen: Screen, path: LedgerPlace, folder: Path, *, deep: bool, renew: bool, as_json: bool) -> int:
    """Print one line for every problem found and a closing one with counts; return the exit code."""
    if renew:
        _renew_index(folder)
    proof = Proof(ledger=str(path), archive=str(folder), deep=deep)
    with open_ledger(path) as ledger, showing_progress(screen, "verifying") as bar:
        for problem in check_all(ledger, folder, proof, bar):
            proof.problems += 1
            if as_json:
                screen.raw(msgspec.json.encode({"problem": problem}).decode())
            else:
                screen.say(clean_words(problem))
    if as_json:
        screen.raw(msgspec.json.encode(proof).decode())
    else:
        screen.say(tell_proof(proof), style="bold red" if proof.problems else "bold")
    return ASIDE if proof.problems else FINE


def _renew_index(folder: Path) -> None:
    if not folder.is_dir():
        raise AppError(f"{folder}: no such archive; name its folder with --archive")
    rebuild_index(folder)


def tell_proof(proof: Proof) -> str:
    """Return the closing line."""
    parts = [
        f"{proof.problems} problems" if proof.problems else "ledger and archive agree",
        f"{proof.articles} articles with {proof.records} records",
        f"{proof.kept} exchanges in the archive",
        f"{proof.proved} of {proof.fetched} fetched pages proved",
    ]
    if proof.unkept:
        parts.append(f"{proof.unkept} fetched without an archive")
    if proof.deep:
        parts.append(f"{proof.read_again} read again")
    if proof.other_reader:
        parts.append(f"{proof.other_reader} of them otherwise than by the marsad of their time")
    return "; ".join(parts)
