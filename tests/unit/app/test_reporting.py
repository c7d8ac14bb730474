"""What somebody denies is told with the words that deny it, since without them it reads as said."""

import json

TOLD = "التقى مدير وكالة الاستخبارات المركزية الأمريكية في أنقرة يوم 14 نوفمبر 2022 نظيره الروسي."  # documented
DENIAL = "ونفى البيت الأبيض أن تكون واشنطن قد أجرت في أنقرة مفاوضات مع روسيا."


def test_an_account_that_denies_is_told_with_its_denial(run, tmp_path):
    (tmp_path / "page.txt").write_text(f"15 نوفمبر 2022\n{TOLD}\n{DENIAL}\n", encoding="utf-8")
    assert run("read", "page.txt").exit_code == 0
    lines = [json.loads(line) for line in run("talks", "--json").stdout.splitlines()]
    accounts = [one for line in lines if "session" in line for one in line["session"]["accounts"]]
    assert [one["words"] for one in accounts] == [DENIAL]
