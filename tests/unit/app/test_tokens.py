"""Tokens on the command line."""


def test_tokens_on_the_command_line(run, ledger):
    made = run("tokens", "add", "board", "--scope", "read:records", "--days", 2)
    assert made.stdout.startswith("marsad_")
    assert "board: read:records, until" in run("tokens", "list").stdout
    assert run("tokens", "add", "other", "--scope", "write").exit_code == 2
    assert run("tokens", "revoke", "board").exit_code == 0
    assert "no tokens" in run("tokens", "list").stdout
